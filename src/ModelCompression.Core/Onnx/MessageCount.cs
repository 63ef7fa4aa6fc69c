using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace ModelCompression.Onnx;

/// <summary>
/// Counts the messages in a file without building them. An empty message is two bytes in a file and some hundred in memory, so a small damaged or hostile
/// file could otherwise take all memory. Only headers are looked at; weights are skipped.
/// </summary>
internal static class MessageCount
{
    private const int MaxDepth = 100;

    /// <summary>True when <paramref name="bytes"/>, a message of type <paramref name="type"/>, holds more than <paramref name="limit"/> messages. Damage ends the count; the parser reports it.</summary>
    public static bool Exceeds(ReadOnlySpan<byte> bytes, MessageDescriptor type, int limit)
    {
        var remaining = limit;
        Count(bytes, type, MaxDepth, ref remaining);
        return remaining < 0;
    }

    private static void Count(ReadOnlySpan<byte> bytes, MessageDescriptor type, int depth, ref int remaining)
    {
        while (remaining >= 0 && TryReadVarint(ref bytes, out var tag))
        {
            switch ((WireFormat.WireType)(tag & 7))
            {
                case WireFormat.WireType.Varint when TryReadVarint(ref bytes, out _):
                    break;
                case WireFormat.WireType.Fixed32 when bytes.Length >= 4:
                    bytes = bytes[4..];
                    break;
                case WireFormat.WireType.Fixed64 when bytes.Length >= 8:
                    bytes = bytes[8..];
                    break;
                case WireFormat.WireType.LengthDelimited when TryReadVarint(ref bytes, out var length) && length <= (ulong)bytes.Length:
                    if (depth > 0 && tag >> 3 <= int.MaxValue && type.FindFieldByNumber((int)(tag >> 3)) is { FieldType: FieldType.Message } field)
                    {
                        remaining--;
                        Count(bytes[..(int)length], field.MessageType, depth - 1, ref remaining);
                    }

                    bytes = bytes[(int)length..];
                    break;
                default:
                    return;
            }
        }
    }

    private static bool TryReadVarint(ref ReadOnlySpan<byte> bytes, out ulong value)
    {
        value = 0;
        for (var i = 0; i < bytes.Length && i < 10; i++)
        {
            value |= (ulong)(bytes[i] & 0x7F) << (7 * i);
            if (bytes[i] < 0x80)
            {
                bytes = bytes[(i + 1)..];
                return true;
            }
        }

        return false;
    }
}
