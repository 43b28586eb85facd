package io.selfhealing.bootstrap;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * Loads the agent and its libraries from {@code inst/} of the agent's jar, where no other loader looks for them. Only
 * packages of the JDK that the agent needs come from outside: nothing of the application is visible to the agent, and nothing
 * of the agent to the application.
 */
final class IsolatedLoader extends ClassLoader {
    static {
        registerAsParallelCapable();
    }

    private static final String ROOM = "inst/";
    private static final String[] JDK = {
        "java.",
        "javax.crypto.",
        "javax.sql.",
        "javax.management.",
        "jdk.internal.reflect.",
        "jdk.jfr.",
        "com.sun.net.httpserver."
    };

    private static final String ATTACH = "com.sun.tools.attach.";

    private final ClassLoader platform;
    private final File file;
    private final JarFile jar;

    IsolatedLoader(File file) throws IOException {
        super(null);
        this.platform = platform();
        this.file = file;
        this.jar = new JarFile(file, false);
    }

    /** Java 8 has no method for it, and reflection on ClassLoader would generate proxy classes to read its annotations. */
    private static ClassLoader platform() {
        ClassLoader top = ClassLoader.getSystemClassLoader();
        while (top.getParent() != null) {
            top = top.getParent();
        }
        return top;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (isJdk(name)) {
            return platform.loadClass(name);
        }
        if (name.startsWith(ATTACH)) {
            return ClassLoader.getSystemClassLoader().loadClass(name); // The JDK's, but not the platform loader's.
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            if (loaded == null) {
                loaded = findClass(name);
            }
            if (resolve) {
                resolveClass(loaded);
            }
            return loaded;
        }
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        byte[] bytes;
        try (InputStream in = open(name.replace('.', '/') + ".class")) {
            if (in == null) {
                throw new ClassNotFoundException(name);
            }
            bytes = readAll(in);
        } catch (IOException unreadable) {
            throw new ClassNotFoundException(name, unreadable);
        }
        return defineClass(name, bytes, 0, bytes.length, IsolatedLoader.class.getProtectionDomain());
    }

    @Override
    public InputStream getResourceAsStream(String name) {
        try {
            InputStream own = open(name);
            return own != null || !isJdk(name.replace('/', '.')) ? own : platform.getResourceAsStream(name);
        } catch (IOException unreadable) {
            return null;
        }
    }

    @Override
    public URL getResource(String name) {
        URL own = findResource(name);
        return own != null || !isJdk(name.replace('/', '.')) ? own : platform.getResource(name);
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
        return isJdk(name.replace('/', '.')) ? platform.getResources(name) : findResources(name);
    }

    @Override
    protected URL findResource(String name) {
        JarEntry entry = entry(name);
        try {
            return entry == null ? null : new URL("jar:" + file.toURI() + "!/" + entry.getName());
        } catch (MalformedURLException impossible) {
            return null;
        }
    }

    @Override
    protected Enumeration<URL> findResources(String name) {
        URL own = findResource(name);
        return own == null ? Collections.<URL>emptyEnumeration() : Collections.enumeration(Collections.singleton(own));
    }

    private InputStream open(String name) throws IOException {
        JarEntry entry = entry(name);
        return entry == null ? null : jar.getInputStream(entry);
    }

    private JarEntry entry(String name) {
        return jar.getJarEntry(ROOM + (name.endsWith(".class") ? name + "data" : name));
    }

    private static boolean isJdk(String name) {
        for (String prefix : JDK) {
            if (name.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }

    private static byte[] readAll(InputStream in) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(8192);
        byte[] buffer = new byte[8192];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            bytes.write(buffer, 0, n);
        }
        return bytes.toByteArray();
    }
}
