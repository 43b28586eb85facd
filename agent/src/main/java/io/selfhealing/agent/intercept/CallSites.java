package io.selfhealing.agent.intercept;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.selfhealing.agent.config.Late;
import io.selfhealing.bootstrap.door.SelfHealingDoor;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which line of the application makes a write: found by walking the stack once for each statement that the agent has something to
 * say about. A statement that several lines share is told with the first.
 */
final class CallSites {
    private static final int MOST_FRAMES = 400;

    /** What lies between the application and the driver: the JDK, the agent, drivers, pools, frameworks, other agents. */
    private static final List<String> BETWEEN = List.of(
            "java.",
            "javax.",
            "jdk.",
            "sun.",
            "com.sun.",
            "jakarta.",
            "io.selfhealing.",
            "org.postgresql.",
            "com.impossibl.",
            "org.h2.",
            "org.mariadb.",
            "com.mysql.",
            "org.hsqldb.",
            "org.sqlite.",
            "oracle.",
            "com.microsoft.sqlserver.",
            "com.amazonaws.",
            "software.amazon.",
            "com.zaxxer.",
            "org.apache.derby.",
            "org.apache.commons.dbcp",
            "org.apache.commons.pool",
            "org.apache.commons.dbutils.",
            "org.apache.tomcat.",
            "org.apache.catalina.",
            "org.apache.ibatis.",
            "org.apache.openjpa.",
            "org.apache.cayenne.",
            "org.apache.shardingsphere.",
            "org.apache.maven.",
            "com.mchange.",
            "com.alibaba.druid.",
            "io.agroal.",
            "org.vibur.",
            "org.springframework.",
            "org.hibernate.",
            "org.eclipse.persistence.",
            "org.jooq.",
            "org.jdbi.",
            "org.mybatis.",
            "com.baomidou.",
            "com.querydsl.",
            "io.ebean.",
            "io.quarkus.",
            "io.micronaut.",
            "io.micrometer.",
            "io.opentelemetry.",
            "io.netty.",
            "io.vertx.",
            "reactor.",
            "rx.",
            "kotlin.",
            "kotlinx.",
            "scala.",
            "groovy.",
            "clojure.",
            "net.bytebuddy.",
            "net.ttddyy.",
            "com.p6spy.",
            "org.jboss.",
            "org.wildfly.",
            "org.junit.");

    /** Classes made at run time: proxies, and what frameworks put in front of an application's own class. */
    private static final Pattern MADE = Pattern.compile("\\$Proxy\\d|\\$\\$|CGLIB|\\$ByteBuddy|\\$HibernateProxy");

    private static final StackWalker WALKER = StackWalker.getInstance();

    private final Late<Cache<String, Optional<String>>> byStatement = new Late<>(() ->
            Caffeine.newBuilder().maximumSize(1_000).executor(Runnable::run).build());

    /** The line that is about to write, or has written; null where no frame is the application's. */
    @Nullable
    String of(String statement) {
        Optional<String> known = byStatement.get().getIfPresent(statement);
        if (known == null) {
            known = Optional.ofNullable(walked());
            byStatement.get().put(statement, known);
        }
        return known.orElse(null);
    }

    private static @Nullable String walked() {
        try {
            return WALKER.walk(frames -> frames.limit(MOST_FRAMES)
                    .filter(frame -> isApplication(frame.getClassName()))
                    .findFirst()
                    .map(frame -> frame.toStackTraceElement())
                    .map(at -> at.getClassName() + "." + at.getMethodName() + "(" + place(at) + ")")
                    .orElse(null));
        } catch (RuntimeException | LinkageError e) {
            SelfHealingDoor.count(e);
            return null;
        }
    }

    private static String place(StackTraceElement at) {
        return at.getFileName() == null
                ? "Unknown Source"
                : at.getFileName() + (at.getLineNumber() > 0 ? ":" + at.getLineNumber() : "");
    }

    static boolean isApplication(String className) {
        return BETWEEN.stream().noneMatch(className::startsWith)
                && !MADE.matcher(className).find();
    }
}
