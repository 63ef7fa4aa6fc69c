using ModelCompression.Ir;

namespace ModelCompression.Quantization.Rounding;

/// <summary>The chain behind a MatMulInteger: Cast -> Mul(., Mul(input scale, weight scales)).</summary>
internal static class DynamicChain
{
    /// <summary>The weight scales, or null when the chain is another.</summary>
    public static Value? Scales(Node product) => ScaleUse(product) is { } use ? use.Node.Input(use.Index) : null;

    /// <summary>Where the weight scales are read, or null when the chain is another.</summary>
    public static Use? ScaleUse(Node product) => Scaled(product)?.Input(1)?.Producer is { OpType: "Mul" } scales ? new Use(scales, 1) : null;

    /// <summary>The real result, or null when the chain is another.</summary>
    public static Value? Real(Node product) => Scaled(product)?.Output(0);

    private static Node? Scaled(Node product) =>
        product.Output(0) is { HasSingleUse: true } sums && sums.Uses[0].Node is { OpType: "Cast" } cast
        && cast.Output(0) is { HasSingleUse: true } real && real.Uses[0].Node is { OpType: "Mul" } scaled ? scaled : null;
}
