package io.selfhealing.it.harness;

import io.selfhealing.it.server.Jars;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How an application is started: with the agent, the bench's home and no other setting, unless told otherwise. */
public final class Launch {
    static final String NONE = "none";

    private final Bench bench;
    private String java = java();
    private final List<String> agents = new ArrayList<>();
    private final Map<String, String> properties = new LinkedHashMap<>();

    Launch(Bench bench) {
        this.bench = bench;
        properties.put("selfhealing.home", bench.home().toString());
        if (!NONE.equals(System.getProperty("it.agent"))) {
            agents.add("-javaagent:" + agentJar());
        }
    }

    /** The packaged jar. */
    public static Path agentJar() {
        String path = System.getProperty("it.agent", "../agent/target/self-healing-agent.jar");
        Path jar = Path.of(path).toAbsolutePath().normalize();
        if (!jar.toFile().isFile()) {
            throw new IllegalStateException("no agent at " + jar + ": build it, or set -Dit.agent");
        }
        return jar;
    }

    public Launch set(String property, String value) {
        properties.put(property, value);
        return this;
    }

    /** Gives the JVM an option of its own. */
    public Launch option(String option) {
        agents.add(option);
        return this;
    }

    /** In another JVM than the one that the tests are told to use. */
    public Launch on(Path otherJava) {
        java = otherJava.toString();
        return this;
    }

    public Launch withoutAgent() {
        agents.clear();
        return this;
    }

    /** Names a further agent after those that are named already. */
    public Launch withAgent(Path jar) {
        agents.add("-javaagent:" + jar);
        return this;
    }

    public Application start() throws IOException {
        List<String> options = new ArrayList<>(agents);
        properties.forEach((key, value) -> options.add("-D" + key + "=" + value));
        return bench.register(Application.start(bench.directory(), bench.address(), command(java, options)));
    }

    /** An application that no agent comes near, outside of any bench. */
    static Application plain(Path directory, Address address) throws IOException {
        return Application.start(directory, address, command(java(), List.of()));
    }

    private static List<String> command(String java, List<String> options) {
        List<String> command = new ArrayList<>();
        command.add(java);
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx384m"));
        command.add("-XX:+EnableDynamicAgentLoading");
        command.addAll(options);
        command.addAll(List.of("-cp", classPath(), "app.AppMain"));
        return command;
    }

    /** The launcher of the JDK that the system property {@code it.java.home} names, else of the one that runs the tests. */
    public static String java() {
        String home = System.getProperty("it.java.home", System.getProperty("java.home"));
        return Path.of(home, "bin", "java").toString();
    }

    private static String classPath() {
        return Stream.of(
                        "app.AppMain",
                        "org.postgresql.Driver",
                        "org.h2.Driver",
                        "org.mariadb.jdbc.Driver",
                        "com.mysql.cj.jdbc.Driver",
                        "org.hsqldb.jdbc.JDBCDriver",
                        "org.apache.derby.iapi.jdbc.AutoloadedDriver",
                        "org.apache.derby.shared.common.error.StandardException",
                        "org.apache.derby.jdbc.EmbeddedDriver",
                        "org.sqlite.JDBC",
                        "com.zaxxer.hikari.HikariDataSource",
                        "org.slf4j.LoggerFactory",
                        "org.apache.commons.dbcp2.BasicDataSource",
                        "org.apache.commons.pool2.ObjectPool",
                        "org.apache.commons.logging.LogFactory",
                        "org.apache.tomcat.jdbc.pool.DataSource",
                        "org.apache.juli.logging.LogFactory",
                        "com.mchange.v2.c3p0.ComboPooledDataSource",
                        "com.mchange.v2.log.MLog",
                        "org.springframework.jdbc.datasource.DriverManagerDataSource",
                        "org.springframework.core.Ordered",
                        "org.springframework.beans.factory.InitializingBean",
                        "org.springframework.transaction.PlatformTransactionManager",
                        "org.jooq.DSLContext",
                        "io.r2dbc.spi.ConnectionFactory",
                        "org.reactivestreams.Publisher",
                        "org.apache.ibatis.session.SqlSession",
                        "org.jdbi.v3.core.Jdbi",
                        "io.leangen.geantyref.GenericTypeReflector",
                        "org.hibernate.Session",
                        "org.hibernate.models.spi.ModelsContext",
                        "jakarta.persistence.Entity",
                        "jakarta.transaction.Transaction",
                        "jakarta.inject.Inject",
                        "jakarta.xml.bind.JAXBContext",
                        "jakarta.activation.DataSource",
                        "org.glassfish.jaxb.runtime.v2.ContextFactory",
                        "org.glassfish.jaxb.core.Utils",
                        "com.sun.istack.FinalArrayList",
                        "com.sun.xml.txw2.TXW",
                        "org.jboss.logging.Logger",
                        "org.antlr.v4.runtime.Parser",
                        "net.bytebuddy.ByteBuddy")
                .map(name -> Jars.holding(name).toString())
                .collect(Collectors.joining(File.pathSeparator));
    }
}
