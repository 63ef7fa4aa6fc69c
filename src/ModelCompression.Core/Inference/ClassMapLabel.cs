namespace ModelCompression.Inference;

/// <summary>The class of every pixel of the model's (first) image input.</summary>
/// <param name="Classes">Rows from the top, <paramref name="Width"/> * <paramref name="Height"/> of them; <see cref="Ignored"/> where nothing is known.</param>
public sealed record ClassMapLabel(int Width, int Height, ReadOnlyMemory<byte> Classes) : Label
{
    /// <summary>Stands for a pixel that does not count.</summary>
    public const byte Ignored = 255;
}
