package io.selfhealing.agent.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a command connects to a database. */
final class ConnectingOptions {
    @Option(names = "--url", paramLabel = "JDBC_URL", description = "the database")
    @Nullable
    String url;

    @Option(names = "--user", paramLabel = "USER", description = "who connects")
    @Nullable
    String user;

    @Option(names = "--password-env", paramLabel = "NAME", description = "the environment variable with the password")
    private @Nullable String passwordVariable;

    @Option(names = "--password-file", paramLabel = "FILE", description = "the file with the password")
    private @Nullable Path passwordFile;

    @Option(
            names = "--driver-path",
            paramLabel = "JARS",
            description = "jars with the driver, or directories of jars, as in a class path")
    @Nullable
    String driverPath;

    /** Taken so that it can be refused with a reason. */
    @Option(names = "--password", arity = "0..1", hidden = true)
    private @Nullable String password;

    boolean given() {
        return url != null;
    }

    String url() throws Misuse {
        if (password != null) {
            throw new Misuse("unknown option '--password': others can read a command line;"
                    + " use --password-env NAME or --password-file FILE");
        }
        return required("--url", url);
    }

    static String required(String option, @Nullable String value) throws Misuse {
        if (value == null || value.isBlank()) {
            throw new Misuse(option + " is missing");
        }
        return value;
    }

    /**
     * The password, without the last line feed of a file; null where none is given.
     *
     * @param environment gives the value of a variable, or null
     */
    @Nullable
    String password(UnaryOperator<@Nullable String> environment) throws Misuse, Failed {
        if (passwordVariable != null && passwordFile != null) {
            throw new Misuse("--password-env and --password-file are both given");
        }
        if (passwordVariable != null) {
            String password = environment.apply(passwordVariable);
            if (password == null) {
                throw new Misuse("--password-env " + passwordVariable + ": there is no such environment variable");
            }
            return password;
        }
        if (passwordFile == null) {
            return null;
        }
        try {
            return Files.readString(passwordFile, StandardCharsets.UTF_8).replaceFirst("\\r?\\n\\z", "");
        } catch (IOException e) {
            throw new Failed("--password-file " + passwordFile + " cannot be read: " + e, e);
        }
    }
}
