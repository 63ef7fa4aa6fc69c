namespace ModelCompression.Onnx;

/// <summary>What reading needs everywhere in a model.</summary>
/// <param name="Source">For messages and external data.</param>
/// <param name="CanOverride">True when callers may override initializers that are inputs (IR version 4 and later).</param>
internal sealed record ReadContext(ModelSource Source, bool CanOverride);
