using ModelCompression.Diagnostics;
using ModelCompression.Ir;

namespace ModelCompression.Differentiation;

/// <summary>Errors of models whose gradient cannot be computed.</summary>
internal static class GradientErrors
{
    public static UserErrorException Unknown(Node node, string why) => new(
        Codes.NoGradient,
        $"The gradient of operator {(node.Domain.Length == 0 ? "" : node.Domain + ".")}{node.OpType} is not known at {node}: {why}. "
        + "Use a method that needs no gradients, or exclude what lies before this node.");

    public static UserErrorException Unsuitable(string why) => new(Codes.NoGradient, $"The model cannot be differentiated: {why}.");
}
