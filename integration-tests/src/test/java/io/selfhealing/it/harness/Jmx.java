package io.selfhealing.it.harness;

import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** The agent of another process, as JMX shows it. To be closed. */
@SuppressWarnings("BanJNDI") // The other side is the application that this test has started.
public final class Jmx implements AutoCloseable {
    private static final int LOOKS = 200;
    private static final long PAUSE_MILLIS = 50;

    private final JMXConnector connector;
    private final MBeanServerConnection server;
    private final ObjectName agent;

    private Jmx(JMXConnector connector) throws Exception {
        this.connector = connector;
        this.server = connector.getMBeanServerConnection();
        this.agent = new ObjectName("io.selfhealing:type=Agent");
        for (int i = 0; i < LOOKS && !server.isRegistered(agent); i++) {
            Thread.sleep(PAUSE_MILLIS);
        }
    }

    public static Jmx of(Application application) throws Exception {
        VirtualMachine machine = VirtualMachine.attach(Long.toString(application.pid()));
        JMXServiceURL url = new JMXServiceURL(machine.startLocalManagementAgent());
        machine.detach();
        return new Jmx(JMXConnectorFactory.connect(url));
    }

    /** What the agent says to another mode. */
    public String changeMode(String mode) throws Exception {
        return (String) server.invoke(agent, "changeMode", new Object[] {mode}, new String[] {String.class.getName()});
    }

    @Override
    public void close() throws IOException {
        connector.close();
    }
}
