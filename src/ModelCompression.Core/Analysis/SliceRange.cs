using ModelCompression.Tensors;

namespace ModelCompression.Analysis;

/// <summary>Questions about one axis of a Slice.</summary>
public static class SliceRange
{
    /// <summary>True when the slice is certain to keep the whole axis, whatever its size.</summary>
    public static bool KeepsAll(Dimension dim, long start, long end, long step) =>
        step == 1 && (start == 0 || (dim.Size is { } size && start <= -size)) && end >= (dim.Size ?? int.MaxValue);
}
