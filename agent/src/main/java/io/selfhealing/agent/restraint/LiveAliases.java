package io.selfhealing.agent.restraint;

import io.selfhealing.agent.config.Alias;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Renamed columns that people declared to running agents, as this process knows them. */
final class LiveAliases {
    private final @Nullable AliasesFile file;
    private volatile @Nullable List<Alias> known;
    /** Why the file cannot be understood now; null where it can. What it said before stays in force. */
    private volatile @Nullable String trouble;

    private Object version = "";

    /** @param file null where nothing can be kept */
    LiveAliases(@Nullable AliasesFile file) {
        this.file = file;
    }

    List<Alias> now() {
        List<Alias> last = known;
        if (last == null) {
            boolean unused = look();
            last = known;
        }
        return last == null ? List.of() : last;
    }

    @Nullable
    String trouble() {
        return trouble;
    }

    /** Looks at the file. @return whether it says something else than before */
    synchronized boolean look() {
        List<Alias> last = known;
        if (file == null) {
            known = List.of();
            return false;
        }
        Object now = file.version();
        if (last != null && now.equals(version)) {
            return false;
        }
        version = now;
        try {
            List<Alias> read =
                    file.read().stream().map(AliasesFile.Declared::alias).toList();
            known = read;
            trouble = null;
            return last != null && !read.equals(last);
        } catch (IOException e) {
            trouble = e.getMessage();
            known = last == null ? List.of() : last;
            return false;
        }
    }
}
