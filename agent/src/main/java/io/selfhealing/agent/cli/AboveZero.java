package io.selfhealing.agent.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a number of at least one. */
final class AboveZero implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String word) {
        if (!word.matches("[1-9]\\d{0,8}")) {
            throw new TypeConversionException(word + " is not a number above 0");
        }
        return Integer.valueOf(word);
    }
}
