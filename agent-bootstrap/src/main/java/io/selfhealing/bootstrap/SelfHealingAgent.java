package io.selfhealing.bootstrap;

import java.io.File;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;

/**
 * The entry of the jar, for {@code -javaagent}, for a dynamic attach and for {@code java -jar}. It decides only whether the
 * agent may run here; whatever goes wrong costs one line on stderr and never the application.
 */
public final class SelfHealingAgent {
    private SelfHealingAgent() {}

    public static void premain(String arguments, Instrumentation instrumentation) {
        start(arguments, instrumentation, false);
    }

    public static void agentmain(String arguments, Instrumentation instrumentation) {
        start(arguments, instrumentation, true);
    }

    public static void main(String[] arguments) throws Throwable {
        String refusal = HostJvm.refusal();
        if (refusal != null) {
            say(refusal);
            System.exit(1);
        }
        Method main;
        try {
            main = new IsolatedLoader(ownJar())
                    .loadClass("io.selfhealing.agent.cli.Main")
                    .getMethod("main", String[].class);
        } catch (ClassNotFoundException noCommands) {
            System.out.println("Usage: java -javaagent:self-healing-agent.jar -jar your-application.jar");
            return;
        }
        call(main, (Object) arguments);
    }

    private static void start(String arguments, Instrumentation instrumentation, boolean late) {
        try {
            if (HostJvm.isJdkTool()) {
                return;
            }
            String refusal = HostJvm.refusal();
            if (refusal == null && !HostJvm.claim()) {
                if (late && RunningAgent.tell(arguments)) {
                    return;
                }
                refusal = "already loaded in this JVM; this second load is ignored";
            }
            if (refusal != null) {
                say(refusal);
                return;
            }
            File jar = ownJar();
            Method start = new IsolatedLoader(jar)
                    .loadClass("io.selfhealing.agent.AgentStart")
                    .getMethod("start", String.class, Instrumentation.class, File.class, boolean.class);
            call(start, arguments, instrumentation, jar, late);
        } catch (Throwable failure) {
            say("could not start, the application runs without it: " + failure);
        }
    }

    private static void call(Method method, Object... arguments) throws Throwable {
        try {
            method.invoke(null, arguments);
        } catch (InvocationTargetException wrapper) {
            throw wrapper.getCause();
        }
    }

    private static File ownJar() throws Exception {
        URL location =
                SelfHealingAgent.class.getProtectionDomain().getCodeSource().getLocation();
        return new File(location.toURI());
    }

    private static void say(String sentence) {
        System.err.println("[self-healing] " + sentence);
    }
}
