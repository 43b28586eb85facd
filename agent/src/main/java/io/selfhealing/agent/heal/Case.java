package io.selfhealing.agent.heal;

import io.selfhealing.agent.schema.TableHistory;
import io.selfhealing.agent.sql.Dialect;
import io.selfhealing.agent.sql.ParsedWrite;

/** Everything that a verdict is drawn from, and nothing else: the same case gives the same verdict. */
public record Case(ParsedWrite write, TableHistory table, Dialect dialect, Policy policy) {}
