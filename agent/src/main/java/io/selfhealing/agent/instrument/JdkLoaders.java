package io.selfhealing.agent.instrument;

/** The loaders whose classes are never woven: the JDK's own and the agent's. */
final class JdkLoaders {
    private static final ClassLoader PLATFORM = ClassLoader.getPlatformClassLoader();
    private static final ClassLoader OWN = JdkLoaders.class.getClassLoader();

    private JdkLoaders() {}

    static boolean include(ClassLoader loader) {
        return loader == PLATFORM || loader == OWN;
    }
}
