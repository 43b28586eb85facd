package io.selfhealing.agent.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the number of a process. */
final class ProcessNumber implements ITypeConverter<Long> {
    @Override
    public Long convert(String word) {
        if (!word.matches("[1-9]\\d{0,8}")) {
            throw new TypeConversionException(word + " is not the number of a process");
        }
        return Long.valueOf(word);
    }
}
