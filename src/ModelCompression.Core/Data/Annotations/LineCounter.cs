namespace ModelCompression.Data.Annotations;

/// <summary>Line numbers of places in a text that are asked for in ascending order.</summary>
internal sealed class LineCounter(ReadOnlyMemory<byte> text)
{
    private int _position;
    private long _line = 1;

    /// <param name="position">Bytes from the start, not before the last one asked for.</param>
    public long At(long position)
    {
        _line += text.Span[_position..(int)position].Count((byte)'\n');
        _position = (int)position;
        return _line;
    }
}
