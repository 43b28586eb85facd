package io.selfhealing.agent.intercept;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** A text that stands for a way of opening a connection, so that the way can be recognised, and no secret learnt from it. */
final class EntranceDigest {
    private static final int CHARACTERS = 32;
    private static final Pattern SECRET = Pattern.compile("pass|pwd|secret|token|credential|key");

    private EntranceDigest() {}

    /** Of the URL with its parameters and the properties, less all that may be secret. */
    static String of(String url, Map<Object, Object> properties) {
        StringBuilder parts = new StringBuilder();
        for (String part : url.substring(url.indexOf('@') + 1).split("[?&;]", -1)) {
            if (!isSecret(part.split("=", 2)[0])) {
                parts.append(part).append('\0');
            }
        }
        Map<String, String> sorted = new TreeMap<>();
        properties.forEach((name, value) -> sorted.put(String.valueOf(name), String.valueOf(value)));
        sorted.forEach((name, value) -> {
            if (!isSecret(name)) {
                parts.append(name).append('=').append(value).append('\0');
            }
        });
        return digest(parts.toString());
    }

    private static boolean isSecret(String name) {
        return SECRET.matcher(name.toLowerCase(Locale.ROOT)).find();
    }

    private static String digest(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash).substring(0, CHARACTERS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // Every Java has it.
        }
    }
}
