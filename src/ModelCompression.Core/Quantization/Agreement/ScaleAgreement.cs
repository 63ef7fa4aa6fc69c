using ModelCompression.Analysis;
using ModelCompression.Ir;

namespace ModelCompression.Quantization.Agreement;

/// <summary>Gives the results of every quantized Add and Mul, in graph order, a scale on which the kernels of all CPUs agree.</summary>
internal static class ScaleAgreement
{
    /// <param name="placement">Units in graph order, so that the scales of their operands are final.</param>
    /// <param name="activations">Parameters of every quantized value; those of changed results, and of values that share them, are replaced.</param>
    /// <param name="grid">How constants are stored.</param>
    /// <returns>Nodes that no scale nearby makes independent of the CPU.</returns>
    public static IReadOnlySet<Node> Apply(StaticPlacement placement, Dictionary<Value, ActivationParameters> activations, ActivationGrid grid)
    {
        var apart = new HashSet<Node>();
        foreach (var unit in placement.Units.Where(unit => unit.Main.IsAny("Add", "Mul") && activations.ContainsKey(unit.Output)))
        {
            if (unit.Main.Inputs is not [{ } left, { } right] || ParametersOf(left, activations, grid) is not { } a || ParametersOf(right, activations, grid) is not { } b)
            {
                continue;
            }

            var isSum = unit.Main.Is("Add");
            var output = activations[unit.Output];
            var bounds = unit.Activation is { } activation ? ClipBounds.Of(activation) : null;
            var found = AgreeingScale.Find(output, c => isSum ? new QuantizedSum(a, b, c) : new QuantizedProduct(a, b, c), candidate => bounds is not var (low, high) || candidate.IsWithin(low, high));
            if (found is null)
            {
                apart.Add(unit.Main);
            }
            else if (found != output)
            {
                Replace(placement, activations, unit.Output, found.Value);
            }
        }

        return apart;
    }

    private static ActivationParameters? ParametersOf(Value operand, Dictionary<Value, ActivationParameters> activations, ActivationGrid grid) =>
        operand.Constant is { } constant ? ActivationParameters.Of(constant, grid) : activations.TryGetValue(operand, out var found) ? found : null;

    private static void Replace(StaticPlacement placement, Dictionary<Value, ActivationParameters> activations, Value output, ActivationParameters parameters)
    {
        foreach (var value in placement.Quantized.Where(value => placement.Root(value) == output))
        {
            activations[value] = parameters;
        }
    }
}
