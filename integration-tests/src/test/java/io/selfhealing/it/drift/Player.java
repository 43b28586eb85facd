package io.selfhealing.it.drift;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Plays histories on a site, each in schemas of its own. */
final class Player {
    private final Site site;

    Player(Site site) {
        this.site = site;
    }

    Result play(History history) throws SQLException, InterruptedException {
        return play(history, run -> {
            Tables.create(run, history.setup());
            run.connect();
            for (History.Planned planned : history.steps()) {
                run.note("[" + planned + "]");
                if (planned.feature().group() == Feature.Group.CHANGE) {
                    run.changing();
                }
                planned.feature().step().take(run, new Random(planned.seed()));
            }
            run.look();
        });
    }

    private void again() {
        try {
            site.anotherThread();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What happens, written out. */
    interface Script {
        void play(Run run) throws SQLException, IOException, InterruptedException;
    }

    Result play(History history, Script script) throws SQLException, InterruptedException {
        Run run = new Run(site);
        run.open();
        @Nullable Ruling wrong = null;
        @Nullable String impossible = null;
        try {
            script.play(run);
        } catch (Wrong e) {
            wrong = e.ruling();
            if (wrong.verdict() == Verdict.SILENT) {
                again();
            }
        } catch (Impossible e) {
            impossible = e.getMessage();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            run.drop();
        }
        return new Result(history, run.judged(), run.log(), wrong, impossible);
    }
}
