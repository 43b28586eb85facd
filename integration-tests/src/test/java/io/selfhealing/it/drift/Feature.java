package io.selfhealing.it.drift;

import io.selfhealing.it.server.Engine;
import java.util.EnumSet;
import java.util.Set;

/**
 * A kind of step.
 *
 * @param weight how often it is taken, against the others of its group
 */
record Feature(String name, Group group, int weight, Set<Engine> engines, Step step) {
    enum Group {
        /** Something changes from outside. */
        CHANGE,
        /** The old application writes. */
        WRITE,
        /** What the old application does with its session. */
        SESSION,
        /** Time passes. */
        TIME
    }

    static Feature change(String name, int weight, Step step) {
        return new Feature(name, Group.CHANGE, weight, EnumSet.allOf(Engine.class), step);
    }

    static Feature write(String name, int weight, Step step) {
        return new Feature(name, Group.WRITE, weight, EnumSet.allOf(Engine.class), step);
    }

    static Feature session(String name, int weight, Step step) {
        return new Feature(name, Group.SESSION, weight, EnumSet.allOf(Engine.class), step);
    }

    static Feature time(String name, int weight, Step step) {
        return new Feature(name, Group.TIME, weight, EnumSet.allOf(Engine.class), step);
    }

    Feature on(Engine first, Engine... others) {
        return new Feature(name, group, weight, EnumSet.of(first, others), step);
    }
}
