package io.selfhealing.it.drift;

import io.selfhealing.it.server.Engine;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

/** What happens, from a seed; a part of its steps is a history as well. */
record History(Engine engine, long seed, Setup setup, List<Planned> steps) {
    /** @param seed of what the step chooses */
    record Planned(Feature feature, long seed) {
        @Override
        public String toString() {
            return feature.name();
        }
    }

    History with(List<Planned> others) {
        return new History(engine, seed, setup, others);
    }

    History with(Setup other) {
        return new History(engine, seed, other, steps);
    }

    /** The steps that are no mere passing of time. */
    List<String> names() {
        return steps.stream().map(Planned::toString).sorted().collect(Collectors.toList());
    }

    /** One that is not made up but written out. */
    static History told(Engine engine) {
        return new History(engine, 0, new Setup(KeyKind.INT, 0, 0, false, 0), List.of());
    }

    static History random(Engine engine, long seed, Features features) {
        Random random = new Random(seed * 0x9E3779B97F4A7C15L + engine.name().hashCode());
        random.nextLong();
        Setup setup = Setup.random(random);
        List<Planned> steps = new ArrayList<>();
        if (random.nextInt(10) < 8) {
            features.add(steps, random, Feature.Group.WRITE, 1);
            steps.add(new Planned(Features.NOTICE, random.nextLong()));
        }
        int rounds = 1 + random.nextInt(2);
        for (int i = 0; i < rounds; i++) {
            features.add(steps, random, Feature.Group.SESSION, random.nextInt(5) == 0 ? 1 : 0);
            features.add(steps, random, Feature.Group.CHANGE, 1 + random.nextInt(3));
            features.add(steps, random, Feature.Group.TIME, random.nextInt(2));
            features.add(steps, random, Feature.Group.WRITE, 1 + random.nextInt(3));
        }
        return new History(engine, seed, setup, steps);
    }
}
