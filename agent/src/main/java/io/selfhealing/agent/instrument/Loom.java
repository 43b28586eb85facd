package io.selfhealing.agent.instrument;

import java.util.Map;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.asm.AsmVisitorWrapper;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.TypeResolutionStrategy;
import net.bytebuddy.dynamic.scaffold.MethodGraph;
import net.bytebuddy.dynamic.scaffold.TypeValidation;
import net.bytebuddy.matcher.ElementMatchers;
import net.bytebuddy.pool.TypePool;

/**
 * Weaves one class with Byte Buddy, which is loaded no sooner than there is a class to weave. Only method bodies change, so
 * that classes which are loaded already can be woven, and given their old bodies back.
 */
final class Loom {
    private final ByteBuddy byteBuddy =
            new ByteBuddy().with(TypeValidation.DISABLED).with(MethodGraph.Compiler.ForDeclaredMethods.INSTANCE);
    private final AdviceShelf shelf = new AdviceShelf();

    byte[] weave(String className, byte[] classFile, ClassLoader loader, Map<String, Row> rows) {
        ClassFileLocator files = new ClassFileLocator.Compound(
                ClassFileLocator.Simple.of(className, classFile), ClassFileLocator.ForClassLoader.of(loader));
        TypePool types = lazily(files);
        TypeDescription type = types.describe(className).resolve();
        return byteBuddy
                .decorate(type, files)
                .visit(methods(rows))
                .make(TypeResolutionStrategy.Disabled.INSTANCE, types)
                .getBytes();
    }

    /** Describes types by name, and reads their class files only where more than the name is asked. */
    static TypePool lazily(ClassFileLocator files) {
        return new TypePool.Default.WithLazyResolution(
                new TypePool.CacheProvider.Simple(), files, TypePool.Default.ReaderMode.FAST);
    }

    private AsmVisitorWrapper methods(Map<String, Row> rows) {
        return new AsmVisitorWrapper.ForDeclaredMethods()
                .method(ElementMatchers.any(), (type, method, visitor, context, pool, writerFlags, readerFlags) -> {
                    Row row = rows.get(AdviceShelf.signature(method));
                    return row == null
                            ? visitor
                            : shelf.get(row.advice())
                                    .wrap(type, method, visitor, context, pool, writerFlags, readerFlags);
                });
    }
}
