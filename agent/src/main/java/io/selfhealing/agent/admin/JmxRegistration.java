package io.selfhealing.agent.admin;

import java.lang.management.ManagementFactory;
import java.util.List;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import javax.management.StandardMBean;

/**
 * Registers the agent with JMX once somebody else has brought JMX to life: who is first decides which MBean server there is,
 * and that is the application's to decide.
 */
public final class JmxRegistration {
    private static final String NAME = "io.selfhealing:type=Agent";

    private JmxRegistration() {}

    /** Whether this Java has JMX at all. */
    public static boolean isPossible() {
        return ModuleLayer.boot().findModule("java.management").isPresent();
    }

    /**
     * Registers it where that can be done now.
     *
     * @return false where it is too early
     * @throws JMException where it never can be
     */
    public static boolean register(SelfHealingMXBean agent) throws JMException {
        List<MBeanServer> servers = MBeanServerFactory.findMBeanServer(null);
        ObjectName platform = new ObjectName(ManagementFactory.RUNTIME_MXBEAN_NAME);
        for (MBeanServer server : servers) {
            if (server.isRegistered(platform)) {
                ObjectName name = new ObjectName(NAME);
                if (!server.isRegistered(name)) {
                    server.registerMBean(new StandardMBean(agent, SelfHealingMXBean.class, true), name);
                }
                return true;
            }
        }
        return false;
    }
}
