package io.selfhealing.agent.instrument;

import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ThreadFactory;
import javax.sql.CommonDataSource;
import javax.sql.PooledConnection;

/** Weaves the calls to the door into driver classes, those that are loaded already and those to come. */
public final class Weaver {
    private static final int BATCH = 100;
    private static final long LONGEST_PAUSE_MILLIS = 2_000;

    private final Instrumentation instrumentation;
    private final Callbacks callbacks;
    private final ThreadFactory threads;
    private final HiddenClasses hidden;
    private final JdbcTransformer transformer;
    /** Loaders of which it was said that they hide class files. */
    private final Set<ClassLoader> told = Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

    private Weaver(Instrumentation instrumentation, Callbacks callbacks, ThreadFactory threads) {
        this.instrumentation = instrumentation;
        this.callbacks = callbacks;
        this.threads = threads;
        this.hidden = new HiddenClasses(this::lookForHidden);
        this.transformer = new JdbcTransformer(callbacks, hidden);
    }

    /** Told of each class, on the thread that loads it. An implementation must not throw, and must not use JDBC. */
    public interface Callbacks {
        void woven(String className);

        /** The class stays as it is, and so do all others of its loader, which does not find the door. */
        void unreachable(String className);

        /** The class stays as it is. */
        void failed(String className, Throwable failure);

        /**
         * The class, the first one of its loader, was loaded before it could be woven, since its loader hides what it extends. It is woven
         * now: what was called meanwhile went past the agent.
         */
        default void late(String className) {}

        /** The application, or its driver, has come to use a way to write that no method of JDBC is. */
        default void bypassed() {}
    }

    /**
     * Begins to weave.
     *
     * @param threads for the one that looks for classes which a loader hides, where there is such a loader
     */
    public static Weaver install(Instrumentation instrumentation, Callbacks callbacks, ThreadFactory threads) {
        Weaver weaver = new Weaver(instrumentation, callbacks, threads);
        instrumentation.addTransformer(weaver.transformer, true);
        weaver.retransform();
        return weaver;
    }

    /** Begins to weave again after {@link #uninstall}. */
    public void resume() {
        transformer.rest(false);
        retransform();
    }

    /** Stops weaving and gives every woven class its own code back. */
    public void uninstall() {
        transformer.rest(true);
        retransform();
    }

    private void retransform() {
        List<Class<?>> loaded = new ArrayList<>(loadedDriverClasses());
        for (int from = 0; from < loaded.size(); from += BATCH) {
            retransform(loaded.subList(from, Math.min(from + BATCH, loaded.size())));
        }
    }

    private void lookForHidden() {
        threads.newThread(() -> {
                    try {
                        for (long pause = 1; !hidden.isEmpty(); pause = Math.min(LONGEST_PAUSE_MILLIS, pause * 2)) {
                            Thread.sleep(1); // A class that was added is not there yet.
                            pause = hidden.awaitsMore(pause) ? 1 : pause;
                            weaveHidden(
                                    hidden.loaded(instrumentation.getAllLoadedClasses(), System.currentTimeMillis()));
                        }
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt(); // Nobody does that but the end of the process.
                    }
                })
                .start();
    }

    private void weaveHidden(List<HiddenClasses.Loaded> loaded) {
        for (HiddenClasses.Loaded each : loaded) {
            Set<Class<?>> drivers = new LinkedHashSet<>();
            addDriver(drivers, each.type());
            drivers.forEach(type -> retransform(List.of(type)));
            if (!drivers.isEmpty() && !each.woven() && told.add(each.type().getClassLoader())) {
                callbacks.late(each.type().getName());
            }
        }
    }

    private void retransform(List<Class<?>> batch) {
        try {
            instrumentation.retransformClasses(batch.toArray(Class<?>[]::new));
        } catch (UnmodifiableClassException | RuntimeException | LinkageError failure) {
            if (batch.size() == 1) {
                callbacks.failed(batch.get(0).getName(), failure);
            } else {
                // One class must not keep the others from being woven.
                batch.forEach(each -> retransform(List.of(each)));
            }
        }
    }

    private Set<Class<?>> loadedDriverClasses() {
        Set<Class<?>> found = new LinkedHashSet<>();
        for (Class<?> each : instrumentation.getAllLoadedClasses()) {
            addDriver(found, each);
        }
        return found;
    }

    private void addDriver(Set<Class<?>> found, Class<?> each) {
        if (isApplications(each) && isJdbc(each)) {
            // Superclasses too: they may hold the methods without the interface.
            for (Class<?> type = each; type != null && isApplications(type); type = type.getSuperclass()) {
                found.add(type);
            }
        }
    }

    private boolean isApplications(Class<?> type) {
        ClassLoader loader = type.getClassLoader();
        return loader != null
                && !type.isInterface()
                && !type.isArray()
                && transformer.isApplications(loader)
                && !Bystanders.include(type.getName().replace('.', '/'))
                && instrumentation.isModifiableClass(type);
    }

    private static boolean isJdbc(Class<?> type) {
        return Driver.class.isAssignableFrom(type)
                || Connection.class.isAssignableFrom(type)
                || Statement.class.isAssignableFrom(type)
                || ResultSet.class.isAssignableFrom(type)
                || CommonDataSource.class.isAssignableFrom(type)
                || PooledConnection.class.isAssignableFrom(type);
    }
}
