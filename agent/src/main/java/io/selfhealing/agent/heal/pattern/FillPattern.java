package io.selfhealing.agent.heal.pattern;

import io.selfhealing.agent.heal.Case;
import io.selfhealing.agent.heal.Evidence;
import io.selfhealing.agent.heal.EvidenceKind;
import io.selfhealing.agent.heal.Step;
import io.selfhealing.agent.schema.Column;
import io.selfhealing.agent.schema.TypeFamily;
import io.selfhealing.agent.sql.Product;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is written into a required column of one of some names.
 *
 * @param products the databases that understand the expressions
 * @param expressions SQL for each type of column; no other type is filled
 */
record FillPattern(
        String id, double confidence, Set<Product> products, Set<String> names, Map<TypeFamily, String> expressions) {
    Step.@Nullable Fill fill(Column omitted, Case situation) {
        String expression = expressions.get(omitted.type().family());
        if (expression == null
                || !names.contains(Name.of(omitted.name()).joined())
                || !products.contains(situation.dialect().product())
                || !situation.policy().fills(id)) {
            return null;
        }
        List<Evidence> evidence = List.of(new Evidence(EvidenceKind.DEFAULT, confidence, id));
        return new Step.Fill(omitted.name(), expression, evidence);
    }
}
