package io.selfhealing.it.harness;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** {@link Command} many times over in one JVM: the jar's own classes, loaded as its main method does, for tests that ask hundreds of times. */
public final class WarmCommand implements AutoCloseable {
    private final URLClassLoader jar;
    private final Constructor<?> make;
    private final Method run;

    private WarmCommand(URLClassLoader jar, Constructor<?> make, Method run) {
        this.jar = jar;
        this.make = make;
        this.run = run;
    }

    public static WarmCommand of() throws IOException, ReflectiveOperationException {
        Path agent = Launch.agentJar();
        URLClassLoader jar =
                new URLClassLoader(new URL[] {agent.toUri().toURL()}, ClassLoader.getPlatformClassLoader());
        Constructor<?> loader =
                jar.loadClass("io.selfhealing.bootstrap.IsolatedLoader").getDeclaredConstructor(java.io.File.class);
        loader.setAccessible(true);
        Class<?> main = ((ClassLoader) loader.newInstance(agent.toFile())).loadClass("io.selfhealing.agent.cli.Main");
        Constructor<?> make = main.getDeclaredConstructor(PrintStream.class, PrintStream.class);
        Method run = main.getDeclaredMethod("run", List.class);
        make.setAccessible(true);
        run.setAccessible(true);
        return new WarmCommand(jar, make, run);
    }

    /** What it printed; fails where it ended with another code than 0. */
    public String run(List<String> arguments) throws ReflectiveOperationException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Object command = make.newInstance(
                new PrintStream(out, true, StandardCharsets.UTF_8), new PrintStream(err, true, StandardCharsets.UTF_8));
        Object code = run.invoke(command, arguments);
        if (!Integer.valueOf(0).equals(code)) {
            throw new AssertionError(arguments + " ended with " + code + ": " + err.toString(StandardCharsets.UTF_8));
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        jar.close();
    }
}
