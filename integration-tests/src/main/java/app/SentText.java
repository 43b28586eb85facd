package app;

import java.io.Reader;
import java.io.Serializable;

/** A reader that a test can hand over to the application. */
public final class SentText extends Reader implements Serializable {
    private static final long serialVersionUID = 1;

    private final String text;
    private int at;

    public SentText(String text) {
        this.text = text;
    }

    @Override
    public int read(char[] into, int offset, int length) {
        int count = Math.min(length, text.length() - at);
        text.getChars(at, at + count, into, offset);
        at += count;
        return count == 0 && length > 0 ? -1 : count;
    }

    @Override
    public void close() {}

    @Override
    public String toString() {
        return text.length() + " characters";
    }
}
