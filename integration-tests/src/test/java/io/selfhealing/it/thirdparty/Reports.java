package io.selfhealing.it.thirdparty;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * What Surefire reported of a test run.
 *
 * @param outcomes by class and test; more than one where several tests of a class have the same name
 */
record Reports(Map<String, List<Outcome>> outcomes) {
    enum Outcome {
        PASSED,
        FAILED,
        SKIPPED
    }

    /** Reads the XML reports of a directory; fails where there is none. */
    static Reports of(Path directory) throws IOException {
        Map<String, List<Outcome>> outcomes = new TreeMap<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "TEST-*.xml")) {
            DocumentBuilder builder = DocumentBuilderFactory.newInstance().newDocumentBuilder();
            for (Path file : files) {
                NodeList tests = builder.parse(file.toFile()).getElementsByTagName("testcase");
                for (int i = 0; i < tests.getLength(); i++) {
                    Element test = (Element) tests.item(i);
                    String name = test.getAttribute("classname") + "." + test.getAttribute("name");
                    outcomes.computeIfAbsent(name, key -> new ArrayList<>()).add(outcome(test));
                }
            }
        } catch (ParserConfigurationException | SAXException e) {
            throw new IOException("not readable as test reports: " + directory, e);
        }
        outcomes.values().forEach(Collections::sort);
        return new Reports(outcomes);
    }

    private static Outcome outcome(Element test) {
        if (test.getElementsByTagName("failure").getLength() > 0
                || test.getElementsByTagName("error").getLength() > 0) {
            return Outcome.FAILED;
        }
        return test.getElementsByTagName("skipped").getLength() > 0 ? Outcome.SKIPPED : Outcome.PASSED;
    }

    /** How many tests of a package ended so. */
    long count(String packageName, Outcome outcome) {
        return outcomes.entrySet().stream()
                .filter(test -> test.getKey().startsWith(packageName))
                .flatMap(test -> test.getValue().stream())
                .filter(outcome::equals)
                .count();
    }
}
