using ModelCompression.Tensors;

namespace ModelCompression.Inference;

/// <summary>One sample, ready for the model.</summary>
/// <param name="Id">Stable name for messages, for example a relative path or <c>#17</c>.</param>
/// <param name="Inputs">One tensor per model input, by input name; the leading axis is the batch, 1 unless the data says otherwise.</param>
/// <param name="Label">What is right, or null.</param>
public sealed record Sample(string Id, IReadOnlyDictionary<string, TensorData> Inputs, Label? Label = null)
{
    /// <summary>
    /// Number of frames when the sample is a recording that a model is run over frame after frame, which <see cref="SteppingRunner"/> does; null when it is run at once. The input
    /// of the frames then has an axis more, in front, along which they lie.
    /// </summary>
    public int? Frames { get; init; }
}
