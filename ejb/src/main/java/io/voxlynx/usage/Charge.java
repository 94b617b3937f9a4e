package io.voxlynx.usage;

import java.math.BigDecimal;

/**
 * What an amount of usage costs, in USD and to the last digit.
 *
 * @param quantity minutes, tokens or characters
 * @param unitCost of one of them
 * @param totalCost their product where we charge; where somebody else did, what he says
 */
public record Charge(BigDecimal quantity, BigDecimal unitCost, BigDecimal totalCost) {

    private static final long MAX_QUANTITY = 1_000_000_000_000L;
    private static final long MAX_COST = 1_000_000_000;

    public Charge {
        quantity = Decimals.checked("quantity", quantity, MAX_QUANTITY);
        unitCost = Decimals.checked("unit_cost", unitCost, MAX_COST);
        totalCost = Decimals.checked("total_cost", totalCost, MAX_COST);
    }

    static Charge of(BigDecimal quantity, BigDecimal unitCost) {
        return new Charge(quantity, unitCost, quantity.multiply(unitCost));
    }
}
