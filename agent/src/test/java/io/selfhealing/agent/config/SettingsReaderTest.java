package io.selfhealing.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class SettingsReaderTest {
    private final Properties properties = new Properties();
    private final Map<String, String> environment = new HashMap<>();
    private String arguments = "";
    private String file = "";

    @Test
    void nothingGivenIsAllDefaults() {
        Reading reading = SettingsReader.read(null, properties, environment, this::open);
        assertThat(reading.warnings()).isEmpty();
        Settings settings = reading.settings();
        assertThat(settings.mode()).isEqualTo(Mode.HEAL);
        assertThat(settings.home()).isEqualTo(Path.of(".self-healing"));
        assertThat(settings.leastConfidence()).isEqualTo(0.7);
        assertThat(settings.schemaTtl()).isEqualTo(Duration.ofMinutes(5));
        assertThat(settings.schemaPoll()).isEqualTo(Duration.ofSeconds(1));
        assertThat(settings.logLevel()).isEqualTo(LogLevel.INFO);
        assertThat(settings.eventsMaxBytes()).isEqualTo(64L << 20);
        assertThat(settings.quarantineMaxBytes()).isEqualTo(256L << 20);
        assertThat(settings.untried()).isEqualTo(Untried.OFF);
        assertThat(settings.heals(null, "any.table")).isTrue();
        assertThat(settings.criticalColumns("public", "orders")).isEmpty();
        assertThat(settings.aliases("public", "orders")).isEmpty();
    }

    @Test
    void systemPropertyBeatsEnvironmentBeatsArgumentsBeatsFile() {
        properties.setProperty("selfhealing.config", "a.properties");
        file = "selfhealing.log.level=error\nschema.ttl=1h\nschema.poll=2h\nmode=off\n";
        arguments = "log.level=warn,selfhealing.schema.ttl=2m,schema.poll=3m";
        environment.put("SELFHEALING_LOG_LEVEL", "debug");
        environment.put("SELFHEALING_SCHEMA_TTL", "3s");
        properties.setProperty("selfhealing.log.level", "info");
        Settings settings = readWithoutWarning();
        assertThat(settings.logLevel()).isEqualTo(LogLevel.INFO);
        assertThat(settings.schemaTtl()).isEqualTo(Duration.ofSeconds(3));
        assertThat(settings.schemaPoll()).isEqualTo(Duration.ofMinutes(3));
        assertThat(settings.mode()).isEqualTo(Mode.OFF);
    }

    @Test
    void theFileMayBeNamedInTheEnvironmentAndInTheArguments() {
        file = "mode=observe";
        environment.put("SELFHEALING_CONFIG", "a.properties");
        assertThat(readWithoutWarning().mode()).isEqualTo(Mode.OBSERVE);
        environment.clear();
        arguments = "config=a.properties";
        assertThat(readWithoutWarning().mode()).isEqualTo(Mode.OBSERVE);
    }

    @Test
    void anEmptyValueCountsAsNone() {
        properties.setProperty("selfhealing.mode", " ");
        environment.put("SELFHEALING_MODE", "");
        arguments = "mode=observe";
        assertThat(readWithoutWarning().mode()).isEqualTo(Mode.OBSERVE);
    }

    @Test
    void keysWithAHyphenHaveAVariable() {
        environment.put("SELFHEALING_EVENTS_MAX_BYTES", "2MiB");
        assertThat(readWithoutWarning().eventsMaxBytes()).isEqualTo(2L << 20);
    }

    @Test
    void argumentsCarryCommasEscapedOrInQuotes() {
        arguments = "aliases=a.b=c\\,d.e=f,tables.include='x,public.y',tables.exclude=\"z,q\",mode=observe";
        Settings settings = readWithoutWarning();
        assertThat(settings.aliases("s", "a")).isEqualTo(Map.of("b", "c"));
        assertThat(settings.aliases("s", "d")).isEqualTo(Map.of("e", "f"));
        assertThat(settings.includedTables()).hasToString("[x, public.y]");
        assertThat(settings.excludedTables()).hasToString("[z, q]");
        assertThat(settings.mode()).isEqualTo(Mode.OBSERVE);
    }

    @Test
    void defaultsAreLiteralsAndNeverATenant() {
        properties.setProperty("selfhealing.defaults", "orders.status='a, b',s.t.n=-1.5,u.at=current_timestamp");
        properties.setProperty("selfhealing.zone", "Europe/Berlin");
        Repairs repairs = readWithoutWarning().repairs();
        assertThat(repairs.defaults("x", "orders")).isEqualTo(Map.of("status", "'a, b'"));
        assertThat(repairs.defaults("s", "t")).isEqualTo(Map.of("n", "-1.5"));
        assertThat(repairs.defaults("x", "t")).isEmpty();
        assertThat(repairs.zone()).hasToString("Optional[Europe/Berlin]");
        for (String wrong : List.of("a.b=now()", "a.b=1; DROP TABLE t", "a.b", "a.b='\\'", "a.tenant_id=1")) {
            properties.setProperty("selfhealing.defaults", wrong);
            Reading reading = read();
            assertThat(reading.warnings()).as(wrong).hasSize(1);
            assertThat(reading.settings().repairs().defaults()).isEmpty();
        }
    }

    @Test
    void anAliasParsesInTheArguments() {
        arguments = "aliases=a.b=c";
        assertThat(readWithoutWarning().aliases(null, "a")).isEqualTo(Map.of("b", "c"));
    }

    @Test
    void backslashesAndQuotesInsideAPathAreThemselves() {
        arguments = "home=C:\\app\\o'brien";
        assertThat(readWithoutWarning().home()).isEqualTo(Path.of("C:\\app\\o'brien"));
    }

    @Test
    void anUnescapedCommaIsExplained() {
        arguments = "aliases=a.b=c,d.e=f";
        assertThat(read().warnings())
                .singleElement()
                .asString()
                .startsWith("d.e=f (agent arguments) is no key and is ignored");
        arguments = "tables.include=a,b";
        assertThat(read().warnings())
                .singleElement()
                .asString()
                .startsWith("'b' (agent arguments) is not key=value and is ignored; a comma inside a value");
    }

    @Test
    void aQuoteThatIsNotClosedAndAKeyGivenTwiceAreTold() {
        arguments = "mode=off,mode=observe,home='x,log.level=debug";
        Reading reading = read();
        assertThat(reading.warnings())
                .containsExactly(
                        "mode (agent arguments) is given twice; the last one counts: observe",
                        "home (agent arguments) has a quote that is not closed; all that follows is its value");
        assertThat(reading.settings().home()).isEqualTo(Path.of("x,log.level=debug"));
    }

    @Test
    void anUnknownKeyIsOneWarningThatNamesTheNearest() {
        properties.setProperty("selfhealing.schema.tll", "5m");
        environment.put("SELFHEALING_MDOE", "off");
        arguments = "log.levle=debug";
        file = "table.include=a";
        properties.setProperty("selfhealing.config", "a.properties");
        assertThat(read().warnings())
                .containsExactly(
                        "selfhealing.schema.tll=5m (system property) is no key and is ignored;"
                                + " the nearest key is selfhealing.schema.ttl",
                        "SELFHEALING_MDOE=off (environment) is no key and is ignored;"
                                + " the nearest key is SELFHEALING_MODE",
                        "log.levle=debug (agent arguments) is no key and is ignored; the nearest key is log.level",
                        "table.include=a (file a.properties) is no key and is ignored;"
                                + " the nearest key is tables.include");
    }

    @Test
    void whatMayBeASecretIsNotShown() {
        properties.setProperty("selfhealing.db.password", "hunter2");
        assertThat(read().warnings()).singleElement().asString().doesNotContain("hunter2");
    }

    @Test
    void foreignAndInternalPropertiesAreNotOurs() {
        properties.setProperty("java.version", "17");
        properties.setProperty("selfhealing.agent.started", "true");
        properties.put("selfhealing.odd", 1);
        environment.put("PATH", "/bin");
        readWithoutWarning();
    }

    @Test
    void anUnreadableValueIsOneWarningThatNamesKeyValueSourceAndWhatIsUsedInstead() {
        properties.setProperty("selfhealing.schema.ttl", "5 minutes");
        environment.put("SELFHEALING_CONFIDENCE_MIN", "1.5");
        Reading reading = read();
        assertThat(reading.warnings())
                .containsExactly(
                        "SELFHEALING_CONFIDENCE_MIN=1.5 (environment) is not between 0 and 1;"
                                + " selfhealing.confidence.min is 1 instead",
                        "selfhealing.schema.ttl=5 minutes (system property) is not a duration such as 500ms, 1s, 5m or"
                                + " 1h; selfhealing.schema.ttl is 5m instead");
        assertThat(reading.settings().schemaTtl()).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void whatCannotBeReadIsReplacedByTheMostCautiousValue() {
        arguments =
                "mode=of,tables.include=a.b.c,tables.exclude=a..b,columns.critical=note,confidence.min=O.9,aliases=x";
        Reading reading = read();
        assertThat(reading.warnings()).hasSize(6);
        Settings settings = reading.settings();
        assertThat(settings.mode()).isEqualTo(Mode.OBSERVE);
        assertThat(settings.includedTables()).isEmpty();
        assertThat(settings.heals("a", "b")).isFalse();
        assertThat(settings.excludedTables()).hasToString("[*]");
        assertThat(settings.criticalColumns("any", "table")).containsExactly("*");
        assertThat(settings.leastConfidence()).isEqualTo(1);
        assertThat(settings.aliases()).isEmpty();
    }

    @Test
    void aLowerSourceDoesNotReplaceAnUnreadableValue() {
        properties.setProperty("selfhealing.mode", "offf");
        arguments = "mode=heal";
        assertThat(read().settings().mode()).isEqualTo(Mode.OBSERVE);
    }

    @Test
    void aFileThatCannotBeReadIsAWarning() {
        properties.setProperty("selfhealing.config", "missing.properties");
        assertThat(read().warnings())
                .singleElement()
                .asString()
                .startsWith("selfhealing.config=missing.properties cannot be read and is ignored");
        properties.setProperty("selfhealing.config", "a.properties");
        file = "mode=\\u00zz";
        assertThat(read().warnings()).singleElement().asString().contains("a.properties cannot be read");
        properties.setProperty("selfhealing.config", "a\0b");
        assertThat(read().warnings()).singleElement().asString().contains("not a path");
    }

    @Test
    void aFileCannotNameAnother() {
        properties.setProperty("selfhealing.config", "a.properties");
        file = "config=b.properties";
        assertThat(read().warnings())
                .containsExactly("config (file a.properties) is ignored: a file cannot name another");
    }

    @Test
    void aConfigurationFullOfTyposIsNeverAnException() {
        for (String odd : List.of("=", ",", "==,=", "'", "\"", "mode='", "\\", "\\,", "a=\\", "=x", ",,,mode", "\0")) {
            arguments = odd;
            properties.setProperty("selfhealing." + odd, odd);
            environment.put("SELFHEALING_" + odd, odd);
            assertThat(read().settings().mode()).isIn(Mode.HEAL, Mode.OBSERVE);
        }
    }

    private Reader open(Path path) throws IOException {
        if (!path.equals(Path.of("a.properties"))) {
            throw new FileNotFoundException(path.toString());
        }
        return new StringReader(file);
    }

    private Reading read() {
        return SettingsReader.read(arguments, properties, environment, this::open);
    }

    private Settings readWithoutWarning() {
        Reading reading = read();
        assertThat(reading.warnings()).isEmpty();
        return reading.settings();
    }
}
