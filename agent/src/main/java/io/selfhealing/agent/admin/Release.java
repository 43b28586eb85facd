package io.selfhealing.agent.admin;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/** Which release of the agent this is. */
public final class Release {
    private static final String UNKNOWN = "(development)";

    private Release() {}

    /** As its jar says; the agent's own loader does not define packages by it. */
    public static String version() {
        try {
            File jar = jar();
            if (!jar.isFile()) {
                return UNKNOWN;
            }
            try (JarFile file = new JarFile(jar, false)) {
                Manifest manifest = file.getManifest();
                String version =
                        manifest == null ? null : manifest.getMainAttributes().getValue("Implementation-Version");
                return version == null ? UNKNOWN : version;
            }
        } catch (IOException | URISyntaxException e) {
            return UNKNOWN;
        }
    }

    /** The agent's own jar, or a directory where it was not packaged. */
    public static File jar() throws URISyntaxException {
        return new File(Release.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
    }
}
