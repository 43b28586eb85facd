package io.selfhealing.agent.instrument;

import static java.util.Objects.requireNonNull;

import io.selfhealing.agent.instrument.advice.Code;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.annotation.AnnotationDescription;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.method.ParameterDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.implementation.bytecode.constant.IntegerConstant;
import net.bytebuddy.pool.TypePool;

/** The advice, each read when it is first wanted. */
final class AdviceShelf {
    private final ClassFileLocator classFiles = ClassFileLocator.ForClassLoader.of(AdviceShelf.class.getClassLoader());
    private final TypePool types = Loom.lazily(classFiles);
    private final Map<Class<?>, Advice> shelf = new ConcurrentHashMap<>();

    Advice get(Class<?> advice) {
        Advice known = shelf.get(advice);
        if (known == null) {
            known = read(advice);
            shelf.put(advice, known);
        }
        return known;
    }

    private Advice read(Class<?> advice) {
        // From the class file: reflection over its annotations would generate proxy classes.
        return Advice.withCustomMapping()
                .bind(new CodeOfMethod(advice))
                .to(types.describe(advice.getName()).resolve(), classFiles);
    }

    static String signature(MethodDescription method) {
        return method.getInternalName() + method.getDescriptor();
    }

    /** Turns {@link Code} into the constant that the table has for the woven method. */
    private static final class CodeOfMethod implements Advice.OffsetMapping.Factory<Code> {
        private final Map<String, Integer> codes = new HashMap<>();

        CodeOfMethod(Class<?> advice) {
            for (Row row : JdbcInterface.allRows()) {
                if (row.advice() == advice) {
                    codes.put(row.method(), row.code());
                }
            }
        }

        @Override
        public Class<Code> getAnnotationType() {
            return Code.class;
        }

        @Override
        public Advice.OffsetMapping make(
                ParameterDescription.InDefinedShape target,
                AnnotationDescription.Loadable<Code> annotation,
                AdviceType adviceType) {
            return (instrumentedType, instrumentedMethod, assigner, argumentHandler, sort) ->
                    new Advice.OffsetMapping.Target.ForStackManipulation(
                            IntegerConstant.forValue(requireNonNull(codes.get(signature(instrumentedMethod)))));
        }
    }
}
