using System.Buffers.Binary;

namespace ModelCompression.Data.Text;

/// <summary>One field of a protobuf message.</summary>
/// <param name="Number">Its number in the message's definition.</param>
/// <param name="Value">Of a number or flag; the bits of a float.</param>
/// <param name="Bytes">Of a text or message; else empty.</param>
internal readonly record struct ProtobufField(int Number, ulong Value, ReadOnlyMemory<byte> Bytes);

/// <summary>Reads and writes the fields of a protobuf message, as many as vocabularies need (Protocol Buffers, Encoding).</summary>
internal static class ProtobufFields
{
    private const int Varint = 0;
    private const int EightBytes = 1;
    private const int Counted = 2;
    private const int FourBytes = 5;

    /// <exception cref="VocabularyException">No message, or one that ends early.</exception>
    public static IReadOnlyList<ProtobufField> Read(ReadOnlyMemory<byte> message)
    {
        var fields = new List<ProtobufField>();
        while (message.Length > 0)
        {
            var key = TakeVarint(ref message);
            var number = key >> 3;
            if (number is 0 or > int.MaxValue)
            {
                throw Damaged();
            }

            fields.Add((key & 7) switch
            {
                Varint => new((int)number, TakeVarint(ref message), default),
                Counted => new((int)number, 0, Take(ref message, TakeVarint(ref message))),
                FourBytes => new((int)number, BinaryPrimitives.ReadUInt32LittleEndian(Take(ref message, sizeof(uint)).Span), default),
                EightBytes => new((int)number, BinaryPrimitives.ReadUInt64LittleEndian(Take(ref message, sizeof(ulong)).Span), default),
                _ => throw Damaged(),
            });
        }

        return fields;
    }

    public static void Write(Stream target, int number, long value)
    {
        WriteVarint(target, (ulong)number << 3);
        WriteVarint(target, (ulong)value);
    }

    public static void Write(Stream target, int number, ReadOnlySpan<byte> bytes)
    {
        WriteVarint(target, ((ulong)number << 3) | Counted);
        WriteVarint(target, (ulong)bytes.Length);
        target.Write(bytes);
    }

    public static void Write(Stream target, int number, float value)
    {
        WriteVarint(target, ((ulong)number << 3) | FourBytes);
        target.Write(BitConverter.GetBytes(value)); // all platforms of .NET are little-endian
    }

    private static void WriteVarint(Stream target, ulong value)
    {
        for (; value >= 0x80; value >>= 7)
        {
            target.WriteByte((byte)(value | 0x80));
        }

        target.WriteByte((byte)value);
    }

    private static ulong TakeVarint(ref ReadOnlyMemory<byte> message)
    {
        var value = 0ul;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var next = Take(ref message, 1).Span[0];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }

        throw Damaged();
    }

    private static ReadOnlyMemory<byte> Take(ref ReadOnlyMemory<byte> message, ulong count)
    {
        if (count > (ulong)message.Length)
        {
            throw Damaged();
        }

        var taken = message[..(int)count];
        message = message[(int)count..];
        return taken;
    }

    private static VocabularyException Damaged() => new("is no SentencePiece model, or a damaged one");
}
