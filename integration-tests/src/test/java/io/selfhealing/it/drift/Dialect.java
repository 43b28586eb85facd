package io.selfhealing.it.drift;

import io.selfhealing.it.server.Engine;
import java.util.List;

/** What the databases spell in different ways. */
record Dialect(Engine engine) {
    String rename(Tab tab, Col col, String to) {
        return engine == Engine.H2
                ? "alter table " + tab.qualified() + " alter column " + col.name + " rename to " + to
                : "alter table " + tab.qualified() + " rename column " + col.name + " to " + to;
    }

    String drop(Tab tab, Col col) {
        return "alter table " + tab.qualified() + " drop column " + col.name;
    }

    String renameTable(Tab tab, String to) {
        return engine.speaksMySql()
                ? "rename table " + tab.qualified() + " to " + tab.schema + "." + to
                : "alter table " + tab.qualified() + " rename to " + to;
    }

    /** What moves a table to another schema; empty where there is no such thing. */
    List<String> move(Tab tab, String schema) {
        return switch (engine) {
            case MARIADB, MYSQL -> List.of("rename table " + tab.qualified() + " to " + schema + "." + tab.name);
            case POSTGRESQL, POSTGRESQL15 -> List.of("alter table " + tab.qualified() + " set schema " + schema);
            default -> List.of();
        };
    }

    /** Changes a column's type; {@code using} is the old value's expression in terms of the column's name. */
    String retype(Tab tab, Col col, String type, String using) {
        String table = "alter table " + tab.qualified();
        return switch (engine) {
            case MARIADB, MYSQL -> table + " modify column " + col.name + " " + type;
            case H2 -> table + " alter column " + col.name + " set data type " + type + " using " + using;
            default -> table + " alter column " + col.name + " type " + type + " using " + using;
        };
    }

    String castTo(String type) {
        if (engine.speaksMySql()) {
            return "?";
        }
        return "cast(? as " + type + ")";
    }

    String notNull(Tab tab, Col col) {
        return engine.speaksMySql()
                ? "alter table " + tab.qualified() + " modify column " + col.name + " " + col.type + " not null"
                : "alter table " + tab.qualified() + " alter column " + col.name + " set not null";
    }

    /** What has the names of a schema found on a connection. */
    String use(String schema) {
        return switch (engine) {
            case H2 -> "set schema " + schema;
            case MARIADB, MYSQL -> "use " + schema;
            default -> "set search_path to " + schema;
        };
    }

    /** Puts a column where another was, where the database can. */
    String place(Tab tab, int at) {
        return switch (engine) {
            case MARIADB, MYSQL -> at == 0 ? " first" : " after " + tab.cols.get(at - 1).name;
            case H2 -> at < tab.cols.size() ? " before " + tab.cols.get(at).name : "";
            default -> "";
        };
    }
}
