package io.selfhealing.agent.cli;

import io.selfhealing.agent.config.Reading;
import io.selfhealing.agent.config.Reference;
import io.selfhealing.agent.config.SettingsReader;
import io.selfhealing.agent.heal.pattern.PatternFile;
import io.selfhealing.agent.heal.pattern.PatternPage;
import io.selfhealing.agent.heal.pattern.Patterns;
import io.selfhealing.agent.spool.SpoolException;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** {@code java -jar self-healing-agent.jar …}. */
public final class Main {
    static final int DONE = 0;
    static final int FAILED = 1;
    static final int MISUSED = 2;

    private static final String HELP = """
            A Java agent that keeps the writes of an unmodified application landing while its schema drifts.

              java -javaagent:self-healing-agent.jar -jar your-service.jar

            Commands of java -jar self-healing-agent.jar:
              attach PID [key=value …]      brings the agent to a running JVM; where it is already, changes its mode
              list                          the JVMs one may attach to, and whether the agent is in them
              config                        every configuration key, as docs/configuration.md
              events HOME [--last N]        the last events (20), one JSON object a line
              explain HOME [--last N]       the last decisions (1) and what every rung of the ladder said; --json as JSON
              explain --url JDBC_URL --sql SQL
                                            what would become of a write, and why; changes nothing. --params a,b,c tries
                                            values, --home HOME takes what is known of the past into account, --json;
                                            --user U, --password-env VAR or --password-file FILE, --driver-path JARS,
                                            --config FILE with the agent's settings
              history import HOME --url JDBC_URL FILE|DIRECTORY
                                            keeps what a schema dump or migrations (Flyway, Liquibase's formatted SQL) tell
                                            of tables' pasts; --dry-run, --schema S, and what explain takes to connect
              quarantine list HOME [--json] values that writes went without
              spool status|list|export|verify DIR [--json] [--values], spool show DIR RECORD [--json] [--values]
                                            writes that wait on disk for their database
              patterns list [FILE] [--home HOME]
                                            every pattern with its confidence, yours in FILE and what was learnt first
              learned list HOME [--json]    renames that were learnt, and how far they are trusted
              learned export HOME FILE      writes them to a file
              learned import HOME FILE      adds those of a file
              learned approve HOME ID       says that one is right
              learned forget HOME ID        takes one away
              --version
              --help
            """;

    private final PrintStream out;
    private final PrintStream err;

    Main(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /** Ends the JVM: with 0, or with 1 where a file cannot be read, or with 2 where the command is not understood. */
    public static void main(String[] arguments) {
        System.exit(new Main(System.out, System.err).run(List.of(arguments)));
    }

    int run(List<String> arguments) {
        try {
            return dispatch(arguments.isEmpty() ? "--help" : arguments.get(0), arguments);
        } catch (Misuse e) {
            err.println(e.getMessage() + "; --help lists the commands");
            return MISUSED;
        } catch (IOException e) {
            err.println("cannot be read: " + e);
            return FAILED;
        } catch (Failed | SpoolException e) {
            err.println(e.getMessage());
            return FAILED;
        } catch (NoClassDefFoundError e) {
            err.println("this Java cannot attach to others: it has no module jdk.attach; run the command with a JDK");
            return FAILED;
        }
    }

    private int dispatch(String command, List<String> arguments) throws Misuse, IOException, Failed, SpoolException {
        switch (command) {
            case "attach" -> attach(arguments);
            case "list" -> Attach.list(out);
            case "--help", "-h", "help" -> out.print(HELP);
            case "--version", "version" -> out.println("self-healing-agent " + version());
            case "config" -> out.print(Reference.page());
            case "events" -> events(arguments);
            case "explain" -> explain(arguments.subList(1, arguments.size()));
            case "history" -> HistoryImport.run(arguments.subList(1, arguments.size()), out);
            case "quarantine" -> quarantine(arguments);
            case "spool" -> {
                return spool(arguments);
            }
            case "patterns" -> {
                return patterns(arguments);
            }
            case "learned" -> {
                return learned(arguments);
            }
            default -> throw new Misuse("unknown command '" + command + "'");
        }
        return DONE;
    }

    private void attach(List<String> arguments) throws Misuse, Failed {
        List<String> settings = arguments.subList(Math.min(2, arguments.size()), arguments.size());
        if (arguments.size() < 2
                || !arguments.get(1).matches("\\d{1,9}")
                || !settings.stream().allMatch(each -> each.indexOf('=') > 0)) {
            throw new Misuse("expected: attach PID [key=value …]");
        }
        Attach.to(arguments.get(1), settings, ownJar(), out);
    }

    private static File ownJar() throws Failed {
        try {
            return new File(Main.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new Failed("the agent's own jar cannot be found", e);
        }
    }

    private void events(List<String> arguments) throws Misuse, IOException {
        int last = 20;
        if (arguments.size() == 4 && arguments.get(2).equals("--last")) {
            last = number(arguments.get(3));
        } else if (arguments.size() != 2) {
            throw new Misuse("expected: events HOME [--last N]");
        }
        EventTail.print(home(arguments.get(1)), last, out);
    }

    private void explain(List<String> words) throws Misuse, IOException, Failed {
        Options options = Explain.options(words);
        if (options.has("--url") || options.has("--sql")) {
            Explain.print(options, out, err);
        } else if (options.rest().size() == 1) {
            ExplainedEvents.print(home(options.rest().get(0)), options.number("--last", 1), options.has("--json"), out);
        } else {
            throw new Misuse("expected: explain HOME [--last N], or explain --url JDBC_URL --sql SQL");
        }
    }

    private void quarantine(List<String> arguments) throws Misuse, IOException {
        boolean json = arguments.size() == 4 && arguments.get(3).equals("--json");
        boolean complete = json || arguments.size() == 3;
        if (!complete || !arguments.get(1).equals("list")) {
            throw new Misuse("expected: quarantine list HOME [--json]");
        }
        QuarantineList.print(home(arguments.get(2)), json, out, err);
    }

    private int spool(List<String> arguments) throws Misuse, IOException, SpoolException {
        SpoolWords words = SpoolWords.of(arguments);
        if (words == null) {
            throw new Misuse(SpoolWords.EXPECTED);
        }
        Map<String, String> environment = System.getenv();
        Reading read = SettingsReader.read(null, System.getProperties(), environment, Files::newBufferedReader);
        return SpoolCommand.run(words, read.settings(), environment, out, err) ? DONE : FAILED;
    }

    private int patterns(List<String> arguments) throws Misuse, IOException {
        int home = arguments.indexOf("--home");
        List<String> files = arguments.subList(Math.min(2, arguments.size()), home < 0 ? arguments.size() : home);
        boolean complete = arguments.size() > 1 && files.size() < 2 && (home < 0 || home == arguments.size() - 2);
        if (!complete || !arguments.get(1).equals("list")) {
            throw new Misuse("expected: patterns list [FILE] [--home HOME]");
        }
        Patterns all = Patterns.shipped();
        if (!files.isEmpty()) {
            PatternFile.Read own = PatternFile.of(Files.readString(Path.of(files.get(0))));
            own.mistakes().forEach(mistake -> err.println(files.get(0) + ", " + mistake));
            if (!own.mistakes().isEmpty()) {
                return FAILED;
            }
            all = all.with(own.patterns());
        }
        if (home >= 0) {
            Path there = home(arguments.get(home + 1));
            out.print(LearnedList.asPatterns(LearnedList.of(there, err)));
            out.print(PatternPage.table(all.listed(), PatternUses.of(there)));
        } else {
            out.print(PatternPage.table(all.listed()));
        }
        return DONE;
    }

    private int learned(List<String> arguments) throws Misuse, IOException {
        boolean json = arguments.size() == 4 && arguments.get(3).equals("--json");
        boolean list = arguments.size() == 3 || json;
        String act = arguments.size() > 1 ? arguments.get(1) : "";
        if (act.equals("list") && list) {
            LearnedList.print(LearnedList.of(home(arguments.get(2)), err), json, out);
            return DONE;
        }
        if (arguments.size() != 4 || !LearnedActs.NAMES.contains(act)) {
            throw new Misuse("expected: learned list HOME [--json], learned export|import HOME FILE,"
                    + " or learned approve|forget HOME ID");
        }
        return new LearnedActs(home(arguments.get(2)), out, err).run(act, arguments.get(3)) ? DONE : FAILED;
    }

    private static Path home(String argument) throws Misuse {
        try {
            Path home = Path.of(argument);
            if (Files.isDirectory(home)) {
                return home;
            }
        } catch (InvalidPathException e) {
            // Said below.
        }
        throw new Misuse("not a directory: " + argument);
    }

    private static int number(String argument) throws Misuse {
        if (!argument.matches("\\d{1,9}")) {
            throw new Misuse("not a number: " + argument);
        }
        return Integer.parseInt(argument);
    }

    private static String version() {
        String version = Main.class.getPackage().getImplementationVersion();
        return (version == null ? "(development)" : version) + " on Java " + Runtime.version();
    }
}
