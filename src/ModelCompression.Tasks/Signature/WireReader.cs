using System.Text;

namespace ModelCompression.Tasks.Signature;

/// <summary>
/// The protocol-buffer wire format over a seekable stream: small fields go through a buffer, skipped ones are jumped over.
/// Every length is checked against the message that holds it, nesting and the amount of text that is kept are limited.
/// Source: the encoding page of the protocol-buffer documentation.
/// </summary>
internal sealed class WireReader(Stream stream)
{
    private const int MaxDepth = 100;
    private const long MaxKeptBytes = 64L << 20;
    private const int KeptItemBytes = 32;

    private readonly byte[] _buffer = new byte[8192];
    private long _bufferStart;
    private int _filled;
    private int _next;
    private int _wireType;
    private int _depth;
    private long _keptBytes;

    /// <summary>Offset of the end of the current message.</summary>
    private long _end = stream.Length;

    private long Position => _bufferStart + _next;

    /// <summary>Reads the next field's tag. False at the end of the current message.</summary>
    /// <param name="field">The field's number.</param>
    public bool NextField(out int field)
    {
        field = 0;
        if (Position >= _end)
        {
            return false;
        }

        var tag = Varint();
        if (tag >> 3 is 0 or > 536_870_911)
        {
            throw new MalformedWireException("a field number is out of range");
        }

        field = (int)(tag >> 3);
        _wireType = (int)(tag & 7);
        return true;
    }

    /// <summary>Passes over the current field.</summary>
    public void Skip()
    {
        switch (_wireType)
        {
            case 0: Varint(); break;
            case 1: Jump(8); break;
            case 2: Jump(Length()); break;
            case 5: Jump(4); break;
            default: throw new MalformedWireException("a group or an unknown wire type");
        }
    }

    /// <summary>The current field as a whole number.</summary>
    public long Int64()
    {
        Expect(0);
        return unchecked((long)Varint());
    }

    /// <summary>The current field as text; invalid UTF-8 becomes U+FFFD. Counts as kept.</summary>
    public string Text()
    {
        Expect(2);
        var length = Length();
        Keep(length);
        var bytes = new byte[length];
        for (var done = 0; done < bytes.Length;)
        {
            FillIfEmpty();
            var count = Math.Min(bytes.Length - done, _filled - _next);
            Array.Copy(_buffer, _next, bytes, done, count);
            _next += count;
            done += count;
        }

        return Encoding.UTF8.GetString(bytes);
    }

    /// <summary>Reads the current field as a message: <paramref name="read"/> is called once for each of its fields and has to consume it.</summary>
    public void Message(Action<int> read)
    {
        Expect(2);
        var length = Length();
        if (++_depth > MaxDepth)
        {
            throw new MalformedWireException($"messages are nested more than {MaxDepth} deep");
        }

        var outer = _end;
        _end = Position + length;
        while (NextField(out var field))
        {
            read(field);
        }

        _end = outer;
        _depth--;
    }

    /// <summary>Counts something that stays in memory.</summary>
    public void Keep(long sizeBytes = 0)
    {
        _keptBytes += sizeBytes + KeptItemBytes;
        if (_keptBytes > MaxKeptBytes)
        {
            throw new MalformedWireException($"names and shapes take more than {MaxKeptBytes >> 20} MiB");
        }
    }

    private void Expect(int wireType)
    {
        if (_wireType != wireType)
        {
            throw new MalformedWireException("a field has another wire type than its number says");
        }
    }

    private long Length()
    {
        var length = Varint();
        return length <= (ulong)(_end - Position) ? (long)length : throw new MalformedWireException("a field is longer than the rest of the file or message");
    }

    private void Jump(long count)
    {
        if (count > _end - Position)
        {
            throw new MalformedWireException("the file ends inside a field");
        }

        if (count <= _filled - _next)
        {
            _next += (int)count;
            return;
        }

        _bufferStart = stream.Seek(Position + count, SeekOrigin.Begin);
        _next = _filled = 0;
    }

    private ulong Varint()
    {
        var result = 0UL;
        for (var shift = 0; shift < 70; shift += 7)
        {
            if (Position >= _end)
            {
                throw new MalformedWireException("the file ends inside a field");
            }

            FillIfEmpty();
            var next = _buffer[_next++];
            result |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return result;
            }
        }

        throw new MalformedWireException("a number has more than ten bytes");
    }

    private void FillIfEmpty()
    {
        if (_next < _filled)
        {
            return;
        }

        _bufferStart += _filled;
        _next = 0;
        _filled = stream.Read(_buffer, 0, _buffer.Length);
        if (_filled == 0)
        {
            throw new MalformedWireException("the file became shorter while it was read");
        }
    }
}
