package io.selfhealing.agent.intercept;

import io.selfhealing.agent.schema.Database;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
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
        StringBuilder parts = new StringBuilder(Database.address(url)).append('\0');
        Map<String, String> sorted = new TreeMap<>();
        deciding(url, properties).forEach((name, value) -> sorted.put(String.valueOf(name), String.valueOf(value)));
        sorted.forEach((name, value) -> {
            if (!isSecret(name)) {
                parts.append(name).append('=').append(value).append('\0');
            }
        });
        return digest(parts.toString());
    }

    /**
     * Properties and the URL's parameters together: MariaDB's driver puts the latter among the properties that it is given, so that
     * after a connection they are not what they were before it.
     */
    static Map<Object, Object> deciding(String url, Map<Object, Object> properties) {
        Map<Object, Object> all = new HashMap<>(properties);
        String[] parts = url.split("[?&;]", -1);
        for (int i = 1; i < parts.length; i++) {
            String[] parameter = parts[i].split("=", 2);
            String value = parameter.length == 1 ? "" : parameter[1];
            if (!value.equals(all.getOrDefault(parameter[0], value))) {
                all.put(parameter[0] + '?', value); // Which of the two counts, the driver knows.
            }
            all.putIfAbsent(parameter[0], value);
        }
        all.remove("password");
        return all;
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
