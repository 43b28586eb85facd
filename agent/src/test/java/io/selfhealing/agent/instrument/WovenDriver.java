package io.selfhealing.agent.instrument;

import java.io.IOException;
import java.io.InputStream;
import java.sql.Driver;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Loads a driver from the class path once more, woven, as the agent would have it in an application. */
public final class WovenDriver extends ClassLoader implements Weaver.Callbacks {
    final Set<String> woven = new TreeSet<>();
    final TreeMap<String, Throwable> failed = new TreeMap<>();

    private final String prefix;
    private final JdbcTransformer transformer = new JdbcTransformer(this, new HiddenClasses(() -> {}));

    private WovenDriver(String prefix) {
        super(WovenDriver.class.getClassLoader());
        this.prefix = prefix;
    }

    public static WovenDriver h2() {
        return new WovenDriver("org.h2.");
    }

    public static WovenDriver of(String prefix) {
        return new WovenDriver(prefix);
    }

    public Driver driver(String className) throws ReflectiveOperationException {
        return (Driver) loadClass(className).getConstructor().newInstance();
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith(prefix)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? define(name) : loaded;
        }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        String internalName = name.replace('.', '/');
        try (InputStream in = getResourceAsStream(internalName + ".class")) {
            if (in == null) {
                throw new ClassNotFoundException(name);
            }
            byte[] classFile = in.readAllBytes();
            byte @Nullable [] changed = transformer.transform(this, internalName, null, null, classFile);
            byte[] bytes = changed == null ? classFile : changed;
            return defineClass(name, bytes, 0, bytes.length);
        } catch (IOException unreadable) {
            throw new ClassNotFoundException(name, unreadable);
        }
    }

    @Override
    public void woven(String className) {
        woven.add(className);
    }

    @Override
    public void unreachable(String className) {
        failed.put(className, new NoClassDefFoundError("the door"));
    }

    @Override
    public void failed(String className, Throwable failure) {
        failed.put(className, failure);
    }
}
