namespace ModelCompression.Quantization.Rounding;

/// <summary>How biases take up the mean error of quantized layers.</summary>
public enum BiasCorrection
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>The error of the weights on the means of the float model's activations: <see cref="FastBiasCorrection"/>.</summary>
    Fast,

    /// <summary>From layer to layer, on what the corrected layers before give: <see cref="LayerwiseRefinement"/>. Fast where a model has subgraphs.</summary>
    Sequential,
}
