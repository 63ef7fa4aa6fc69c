namespace ModelCompression.Pruning.Channels.Rules;

/// <summary>Operators that work entry by entry: axes of equal size are tied, an axis of size 1 follows the others.</summary>
internal static class ElementwiseSlots
{
    private static readonly string[] Unary =
    [
        "Relu", "LeakyRelu", "Sigmoid", "Tanh", "Clip", "Erf", "Exp", "Log", "Sqrt", "Abs", "Neg", "Reciprocal", "HardSigmoid", "HardSwish", "Softplus", "Softsign", "Elu", "Selu", "Celu", "Gelu",
        "Mish", "ThresholdedRelu", "Dropout", "Cast", "Identity", "Not", "Floor", "Ceil", "Round", "Sign",
    ];

    private static readonly string[] Broadcasting = ["Add", "Sub", "Mul", "Div", "Pow", "Min", "Max", "Sum", "Mean", "Where", "PRelu", "Equal", "Less", "Greater", "LessOrEqual", "GreaterOrEqual", "And", "Or", "Mod"];

    public static IEnumerable<(string Op, Func<SlotNode, bool> Rule)> Rules =>
        [.. Unary.Select(op => (op, (Func<SlotNode, bool>)PassOn)), .. Broadcasting.Select(op => (op, (Func<SlotNode, bool>)Combine))];

    /// <summary>The result of broadcasting, axes aligned at the end; null when a size is not known where it matters.</summary>
    public static int[][]? Broadcast(SlotNode node, IReadOnlyList<int[][]> operands)
    {
        var rank = operands.Max(operand => operand.Length);
        var result = new int[rank][];
        for (var axis = 0; axis < rank; axis++)
        {
            int[]? chosen = null;
            foreach (var operand in operands.Where(operand => operand.Length >= rank - axis))
            {
                var slots = operand[axis - (rank - operand.Length)];
                if (chosen is null || chosen.Length == 1)
                {
                    chosen = slots.Length == 1 && chosen is not null ? Tied(node, chosen, slots) : slots;
                }
                else if (slots.Length != 1)
                {
                    node.Table.Union(chosen, slots);
                }
            }

            result[axis] = chosen ?? [];
        }

        return result;
    }

    /// <summary>Ties operands as <see cref="Broadcast"/> does; false where that is not possible.</summary>
    public static bool Tie(SlotNode node, IReadOnlyList<int[][]> operands) => Broadcast(node, operands) is not null;

    private static int[] Tied(SlotNode node, int[] left, int[] right)
    {
        node.Table.Union(left, right);
        return left;
    }

    private static bool PassOn(SlotNode node)
    {
        if (node.In(0) is not { } x || node.Node.Inputs.Skip(1).Any(input => input is not null && input.Constant is null))
        {
            return false;
        }

        node.SetOut(x);
        for (var output = 1; output < node.Node.Outputs.Count; output++)
        {
            node.SetOut(x, output); // the mask of Dropout
        }

        return true;
    }

    private static bool Combine(SlotNode node)
    {
        var operands = node.Node.Inputs.Select((_, index) => node.In(index)).ToList();
        if (operands.Any(operand => operand is null) || Broadcast(node, [.. operands.Select(operand => operand ?? [])]) is not { } result)
        {
            return false;
        }

        node.SetOut(result);
        return true;
    }
}
