package io.selfhealing.agent.schema;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.selfhealing.agent.schema.Acquaintances.Address;
import io.selfhealing.agent.sql.Dialect;
import io.selfhealing.agent.sql.Folding;
import io.selfhealing.agent.sql.Product;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Acquaintances as JSON: those that were met last stand last. */
final class AcquaintanceFormat {
    private static final int VERSION = 1;

    private AcquaintanceFormat() {}

    static byte[] write(Map<Address, Acquaintance> all) throws JsonProcessingException {
        JsonMapper json = new JsonMapper();
        ObjectNode root = json.createObjectNode().put("version", VERSION);
        ArrayNode databases = root.putArray("databases");
        all.forEach((address, known) -> {
            ObjectNode one = databases
                    .addObject()
                    .put("url", address.url())
                    .put("user", address.user())
                    .put("identity", known.identity().text())
                    .put("product", known.dialect().product().name())
                    .put("folding", known.dialect().folding().name())
                    .put("tables", known.dialect().tables().name())
                    .put("ledger", known.ledger());
            ObjectNode paths = one.putObject("paths");
            known.paths().forEach((entrance, path) -> path.forEach(paths.putArray(entrance)::add));
        });
        return json.writerWithDefaultPrettyPrinter().writeValueAsBytes(root);
    }

    static Map<Address, Acquaintance> read(byte[] bytes) throws CorruptLedgerException {
        try {
            JsonNode root = new JsonMapper().readTree(bytes);
            if (root.path("version").asInt() != VERSION
                    || !root.path("databases").isArray()) {
                throw new CorruptLedgerException("it is no list of databases of version " + VERSION, null);
            }
            Map<Address, Acquaintance> all = new LinkedHashMap<>();
            for (JsonNode one : root.path("databases")) {
                all.put(new Address(text(one, "url"), text(one, "user")), acquaintance(one));
            }
            return all;
        } catch (CorruptLedgerException e) {
            throw e;
        } catch (IOException | IllegalArgumentException e) {
            throw new CorruptLedgerException(e.getClass().getSimpleName(), e);
        }
    }

    private static Acquaintance acquaintance(JsonNode one) {
        Dialect dialect = new Dialect(
                Product.valueOf(text(one, "product")),
                Folding.valueOf(text(one, "folding")),
                Folding.valueOf(text(one, "tables")));
        Map<String, List<String>> paths = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> path : one.path("paths").properties()) {
            List<String> schemas = new ArrayList<>();
            path.getValue().forEach(schema -> schemas.add(schema.asText()));
            paths.put(path.getKey(), schemas);
        }
        return new Acquaintance(
                new DatabaseIdentity(text(one, "identity"), true),
                dialect,
                paths,
                one.path("ledger").asBoolean());
    }

    private static String text(JsonNode json, String field) {
        if (!json.path(field).isTextual()) {
            throw new IllegalArgumentException("no " + field);
        }
        return json.path(field).textValue();
    }
}
