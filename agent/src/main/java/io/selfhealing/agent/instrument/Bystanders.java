package io.selfhealing.agent.instrument;

/** Classes that are never woven: the JDK, agents, what is known to wrap drivers or to sit above them, and what is made at run time. */
final class Bystanders {
    private static final String[] PREFIXES = {
        "java/",
        "javax/",
        "jdk/",
        "sun/",
        "com/sun/proxy/",
        "io/selfhealing/",
        // Agents and tracers
        "net/bytebuddy/",
        "io/opentelemetry/",
        "co/elastic/apm/",
        "com/newrelic/",
        "com/dynatrace/",
        "datadog/",
        "org/glowroot/",
        "com/p6spy/",
        "net/ttddyy/",
        "net/sf/log4jdbc/",
        // Pools and driver wrappers
        "com/zaxxer/hikari/",
        "org/apache/commons/dbcp",
        "org/apache/commons/pool",
        "org/apache/tomcat/",
        "com/mchange/",
        "io/agroal/",
        "com/alibaba/druid/",
        "oracle/ucp/",
        "com/jolbox/bonecp/",
        "com/atomikos/",
        "bitronix/",
        "org/jboss/jca/",
        "software/amazon/jdbc/",
        "org/testcontainers/",
        // What uses JDBC
        "org/springframework/",
        "org/hibernate/",
        "org/eclipse/persistence/",
        "org/jooq/",
        "org/jdbi/",
        "org/apache/ibatis/",
        "org/flywaydb/",
        "liquibase/",
    };

    /**
     * What libraries put into the names of the classes that they make. Such a class stands before a driver's, which is woven itself,
     * or, as a mock, before none; and a mock takes every question of ours for one of the test's.
     */
    private static final String[] MADE_AT_RUN_TIME = {
        "$MockitoMock$",
        "$ByteBuddy$",
        "$$EnhancerByCGLIB$$",
        "$$EnhancerByMockitoWithCGLIB$$",
        "$$SpringCGLIB$$",
        "_$$_jvst"
    };

    private Bystanders() {}

    /** Whether the class of this internal name is one. */
    static boolean include(String internalName) {
        for (String prefix : PREFIXES) {
            if (internalName.startsWith(prefix)) {
                return true;
            }
        }
        return internalName.indexOf('$') > 0 && isMadeAtRunTime(internalName);
    }

    private static boolean isMadeAtRunTime(String internalName) {
        for (String mark : MADE_AT_RUN_TIME) {
            if (internalName.contains(mark)) {
                return true;
            }
        }
        return false;
    }
}
