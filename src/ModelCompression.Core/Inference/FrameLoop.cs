using ModelCompression.Tensors;

namespace ModelCompression.Inference;

/// <summary>A state that a model hands from one frame to the next.</summary>
/// <param name="Input">The model input that takes it.</param>
/// <param name="Output">The model output that makes it.</param>
/// <param name="Shape">Its shape; it starts with zeros.</param>
public sealed record StateLink(string Input, string Output, Shape Shape);

/// <summary>How a model is run over a recording: frame after frame.</summary>
/// <param name="Input">The input that takes the frames.</param>
/// <param name="States">What is handed on; empty when frames do not depend on each other.</param>
public sealed record FrameLoop(string Input, IReadOnlyList<StateLink> States);
