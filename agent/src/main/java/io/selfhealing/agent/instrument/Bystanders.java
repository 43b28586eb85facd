package io.selfhealing.agent.instrument;

/** Classes that are never woven: the JDK, agents, and what is known to wrap drivers or to sit above them. */
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

    private Bystanders() {}

    /** Whether the class of this internal name is one. */
    static boolean include(String internalName) {
        for (String prefix : PREFIXES) {
            if (internalName.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }
}
