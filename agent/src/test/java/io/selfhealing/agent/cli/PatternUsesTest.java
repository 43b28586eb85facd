package io.selfhealing.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfhealing.agent.heal.pattern.PatternUse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PatternUsesTest {
    @TempDir
    Path home;

    private final List<String> said = new ArrayList<>();

    @Test
    void countsWhatPatternsDecidedAndWhatWasRolledBack() throws IOException {
        Files.writeString(home.resolve("events.jsonl"), """
                {"kind":"healed","table":"public.m","evidence":[{"kind":"pattern","detail":"sender-role"},{"kind":"default","detail":"created-now"}],"original_sql":"a"}
                {"kind":"healed","table":"public.m","evidence":[{"kind":"pattern","detail":"sender-role"}],"original_sql":"b","count":41}
                {"kind":"healed","table":"public.m","evidence":[{"kind":"identity","detail":"style"}],"original_sql":"c"}
                {"kind":"observed","table":"public.m","evidence":[{"kind":"pattern","detail":"plural"}],"original_sql":"d"}
                {"kind":"rolled_back","table":"public.m","evidence":[],"original_sql":"b"}
                {"kind":"rolled_back","table":"public.m","evidence":[],"original_sql":"unknown"}
                {"kind":"heal""");
        assertThat(PatternUses.of(home, said::add))
                .containsOnlyKeys("sender-role", "created-now")
                .containsEntry("sender-role", new PatternUse(42, 41))
                .containsEntry("created-now", new PatternUse(1, 1));
    }

    @Test
    void aHomeWithoutEventsHasNone() throws IOException {
        assertThat(PatternUses.of(home, said::add)).isEmpty();
    }
}
