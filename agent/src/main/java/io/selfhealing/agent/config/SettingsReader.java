package io.selfhealing.agent.config;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the configuration once, at the start: system properties first, then the environment, the agent's arguments, and the
 * file that one of these names. The first place that gives a key decides it.
 *
 * <p>Nothing that is wrong with it is an exception; each fault is one warning.
 */
public final class SettingsReader {
    /** What the agent's own classes put into the system properties is no business of the operator's. */
    private static final String INTERNAL = "selfhealing.agent.";

    private static final Pattern SECRET =
            Pattern.compile("passw|secret|token|credential|[._-]key$", Pattern.CASE_INSENSITIVE);

    private final List<Source> sources = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    private SettingsReader() {}

    /**
     * What the four places say together.
     *
     * @param arguments of the agent; null and empty mean none
     */
    public static Reading read(
            @Nullable String arguments, Properties properties, Map<String, String> environment, FileSource files) {
        return new SettingsReader().readAll(arguments == null ? "" : arguments, properties, environment, files, false);
    }

    /** The same for an agent that comes to a running JVM: what it is told then counts more than what the JVM was told. */
    public static Reading readAttached(
            @Nullable String arguments, Properties properties, Map<String, String> environment, FileSource files) {
        return new SettingsReader().readAll(arguments == null ? "" : arguments, properties, environment, files, true);
    }

    private Reading readAll(
            String arguments,
            Properties properties,
            Map<String, String> environment,
            FileSource files,
            boolean argumentsFirst) {
        sources.add(new Source("system property", key -> List.of(key.property()), ours(properties)));
        sources.add(new Source("environment", key -> List.of(key.variable()), ours(environment)));
        sources.add(
                argumentsFirst ? 0 : sources.size(),
                new Source("agent arguments", SettingsReader::eitherWay, Arguments.parse(arguments, warnings)));
        value(Keys.CONFIG).ifPresent(path -> addFile(path, files));
        sources.forEach(this::warnOfUnknown);
        return new Reading(settings(files), warnings);
    }

    private Settings settings(FileSource files) {
        PolicyFile policy = policy(files);
        return new Settings(
                value(Keys.MODE),
                value(Keys.HOME),
                value(Keys.TABLES_INCLUDE),
                value(Keys.TABLES_EXCLUDE),
                value(Keys.COLUMNS_CRITICAL),
                new Bounds(policy, value(Keys.HEAL_EXPIRE), value(Keys.HEAL_BUDGET)),
                value(Keys.ALIASES),
                value(Keys.CONFIDENCE_MIN),
                new Repairs(
                        value(Keys.PATTERNS),
                        value(Keys.ZONE),
                        value(Keys.CONVERSIONS),
                        value(Keys.DEFAULTS),
                        value(Keys.DEFAULTS_OFF),
                        new Learned(value(Keys.LEARNED_ENABLED), value(Keys.LEARNED_ENSEMBLE)),
                        value(Keys.VALUES_SAMPLE)),
                value(Keys.BATCH),
                value(Keys.DATABASES_UNTRIED),
                value(Keys.SCHEMA_TTL),
                value(Keys.SCHEMA_POLL),
                value(Keys.LOG_LEVEL),
                value(Keys.CONTROL),
                value(Keys.EVENTS_MAX_BYTES),
                value(Keys.QUARANTINE_MAX_BYTES),
                new QuarantineSettings(value(Keys.QUARANTINE_BACKFILL), value(Keys.QUARANTINE_KEEP)),
                new SpoolSettings(
                        value(Keys.SPOOL_TABLES),
                        value(Keys.SPOOL_UPDATES),
                        value(Keys.SPOOL_MAX_BYTES),
                        value(Keys.SPOOL_WHEN_FULL),
                        value(Keys.SPOOL_KEY_FILE),
                        value(Keys.SPOOL_KEY_VARIABLE),
                        policy),
                new TablesSettings(
                        value(Keys.TABLES),
                        value(Keys.TABLES_SCHEMA),
                        value(Keys.TABLES_INTERVAL),
                        value(Keys.APPLICATION)),
                new OutageSettings(
                        value(Keys.OUTAGE_FAILURES),
                        value(Keys.OUTAGE_PROBE),
                        value(Keys.OUTAGE_VALID),
                        value(Keys.SPOOL_NOW),
                        value(Keys.SPOOL_MAX_VALUE_BYTES)),
                new ReplaySettings(
                        value(Keys.REPLAY_RATE), value(Keys.REPLAY_ATTEMPTS), value(Keys.SPOOL_EXACTLY_ONCE)),
                new Signals(value(Keys.WARNINGS), value(Keys.OPEN_TELEMETRY), value(Keys.METRICS_PORT)));
    }

    private PolicyFile policy(FileSource files) {
        Path path = value(Keys.POLICY).orElse(null);
        if (path == null) {
            return PolicyFile.NONE;
        }
        PolicyFile policy = PolicyFile.open(path, files);
        List<String> mistakes = policy.state().mistakes();
        warnings.addAll(mistakes);
        if (!mistakes.isEmpty()) {
            warnings.add(Keys.POLICY.property() + "=" + path
                    + " is not used until its mistakes are mended; every table is only observed instead");
        }
        return policy;
    }

    private <T> T value(Key<T> key) {
        for (Source source : sources) {
            Source.Given given = source.find(key);
            if (given != null) {
                return parse(key, given);
            }
        }
        return key.parse(key.byDefault());
    }

    private <T> T parse(Key<T> key, Source.Given given) {
        try {
            return key.parse(given.value());
        } catch (IllegalArgumentException e) {
            String instead = key.whenUnreadable().isEmpty() ? "none" : key.whenUnreadable();
            warnings.add(given + " is " + e.getMessage() + "; " + key.property() + " is " + instead + " instead");
            return key.parse(key.whenUnreadable());
        }
    }

    private void addFile(Path path, FileSource files) {
        Properties content = new Properties();
        try (Reader reader = files.open(path)) {
            content.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            warnings.add(Keys.CONFIG.property() + "=" + path + " cannot be read and is ignored: " + e);
            return;
        }
        Map<String, String> given = strings(content);
        for (String spelling : eitherWay(Keys.CONFIG)) {
            if (given.remove(spelling) != null) {
                warnings.add(spelling + " (file " + path + ") is ignored: a file cannot name another");
            }
        }
        sources.add(new Source("file " + path, SettingsReader::eitherWay, given));
    }

    private void warnOfUnknown(Source source) {
        for (Source.Given given : source.unknown()) {
            Source.Given shown = SECRET.matcher(given.key()).find()
                    ? new Source.Given(given.key(), "(not shown)", given.source())
                    : given;
            warnings.add(shown + " is no key and is ignored; the nearest key is " + source.nearest(given.key()));
        }
    }

    private static List<String> eitherWay(Key<?> key) {
        return List.of(key.property(), key.name());
    }

    private static Map<String, String> ours(Properties properties) {
        Map<String, String> found = strings(properties);
        found.keySet().removeIf(name -> !name.startsWith("selfhealing.") || name.startsWith(INTERNAL));
        return found;
    }

    private static Map<String, String> ours(Map<String, String> environment) {
        Map<String, String> found = new LinkedHashMap<>(environment);
        found.keySet().removeIf(name -> !name.toUpperCase(Locale.ROOT).startsWith("SELFHEALING_"));
        return found;
    }

    private static Map<String, String> strings(Properties properties) {
        Map<String, String> found = new LinkedHashMap<>();
        for (String name : properties.stringPropertyNames()) {
            Optional.ofNullable(properties.getProperty(name)).ifPresent(value -> found.put(name, value));
        }
        return found;
    }
}
