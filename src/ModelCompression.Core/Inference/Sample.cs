using ModelCompression.Tensors;

namespace ModelCompression.Inference;

/// <summary>What is known to be right for a sample. One record per kind of task.</summary>
public abstract record Label;

/// <summary>The index of the right class, 0-based.</summary>
public sealed record ClassLabel(int Index) : Label;

/// <summary>One sample, ready for the model.</summary>
/// <param name="Id">Stable name for messages, for example a relative path or <c>#17</c>.</param>
/// <param name="Inputs">One tensor per model input, by input name; the leading axis is the batch, 1 unless the data says otherwise.</param>
/// <param name="Label">What is right, or null.</param>
public sealed record Sample(string Id, IReadOnlyDictionary<string, TensorData> Inputs, Label? Label = null);
