using ModelCompression.Tensors;

namespace ModelCompression.Analysis;

/// <summary>The integers activations are stored as.</summary>
/// <param name="Element">UInt8, Int8, UInt16 or Int16.</param>
/// <param name="Symmetric">True when the zero point is the middle of the grid (0 for signed types).</param>
public readonly record struct ActivationGrid(ElementType Element, bool Symmetric)
{
    public static ActivationGrid U8 => new(ElementType.UInt8, false);

    /// <summary>Steps between the smallest and the largest integer.</summary>
    public int Levels => Element.Bits() == 16 ? ushort.MaxValue : byte.MaxValue;

    /// <summary>What is added to a stored integer to count from 0.</summary>
    public int Offset => Element is ElementType.Int8 or ElementType.Int16 ? (Levels + 1) / 2 : 0;

    /// <summary>The same with 16 bits.</summary>
    public ActivationGrid Widened => this with { Element = Element == ElementType.Int8 ? ElementType.Int16 : ElementType.UInt16 };
}
