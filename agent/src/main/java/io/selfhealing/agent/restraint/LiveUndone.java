package io.selfhealing.agent.restraint;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What people undid, as this process knows it: read when it is first asked for, and again when its file changes. */
final class LiveUndone {
    private final @Nullable UndoneFile file;
    private volatile @Nullable Undone known;
    /** Why the file cannot be understood now; null where it can. */
    private volatile @Nullable String trouble;

    private Object version = "";

    /** @param file null where nothing can be kept */
    LiveUndone(@Nullable UndoneFile file) {
        this.file = file;
    }

    /** The last that could be understood; null where none ever could, so that nobody knows what may not be done. */
    @Nullable
    Undone now() {
        Undone last = known;
        if (last == null && trouble == null) {
            look();
            last = known;
        }
        return last;
    }

    @Nullable
    String trouble() {
        return trouble;
    }

    /** Looks at the file. @return whether it says something else than somebody was told, or cannot be understood any more */
    synchronized boolean look() {
        if (file == null) {
            known = Undone.NOTHING;
            return false;
        }
        Object now = file.version();
        if (known != null && now.equals(version)) {
            return false;
        }
        String before = trouble;
        Undone last = known;
        try {
            version = now;
            Undone read = file.read();
            known = read;
            trouble = null;
            return before != null || (last != null && !read.equals(last));
        } catch (IOException e) {
            trouble = e.getMessage();
            return before == null;
        }
    }
}
