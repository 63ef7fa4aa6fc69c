using ModelCompression.Ir;

namespace ModelCompression.Quantization.Equalization;

/// <summary>
/// Tensors whose channels are tied together: multiplying channel j of all of them by one positive factor is undone by the layers that read them, so the model
/// computes the same. Residual additions join the tensors they add.
/// </summary>
public sealed record ChannelGroup
{
    public required int Channels { get; init; }

    /// <summary>Tensors of the group in graph order, each with the number of neighbouring features that make one channel (more than 1 behind a Flatten).</summary>
    public required IReadOnlyDictionary<Value, int> Values { get; init; }

    /// <summary>Layers whose output channels are the group's.</summary>
    public required IReadOnlyList<ScalableLayer> Producers { get; init; }

    /// <summary>Layers that read the group's channels.</summary>
    public required IReadOnlyList<ScalableLayer> Consumers { get; init; }

    /// <summary>Additions of a constant for each channel, which is scaled too.</summary>
    public required IReadOnlyList<Node> Addends { get; init; }

    /// <summary>How reports call the group.</summary>
    public string Name => Producers[0].Node.Name;
}
