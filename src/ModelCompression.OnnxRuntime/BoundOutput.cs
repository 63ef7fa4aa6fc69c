using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;
using ModelCompression.Tensors;

namespace ModelCompression.OnnxRuntime;

/// <summary>One model output: a pinned buffer the results are in, which later runs of the same shape write to directly.</summary>
internal sealed class BoundOutput : IDisposable
{
    private byte[] _buffer = [];
    private OrtValue? _value;

    /// <summary>The latest result; null before the first run.</summary>
    public TensorData? Data { get; private set; }

    /// <summary>True when the runtime can write the next result of the same shape into the buffer.</summary>
    public bool CanBeReused => Data is { Element: not ElementType.String, Count: > 0 };

    /// <summary>The buffer as a value the runtime writes to. Only valid when <see cref="CanBeReused"/> is true.</summary>
    public OrtValue Value(TensorData data)
    {
        if (_value is not null)
        {
            return _value;
        }

        var element = ElementTypeMap.ToRuntime(data.Element) ?? throw new InvalidOperationException($"{data.Element} came from the runtime but is not known to it.");
        unsafe
        {
            var address = (nint)Marshal.UnsafeAddrOfPinnedArrayElement(_buffer, 0);
            return _value = OrtValue.CreateTensorValueWithData(OrtMemoryInfo.DefaultInstance, element, data.Shape.ToArray(), address, _buffer.Length);
        }
    }

    /// <summary>Copies a result the runtime allocated.</summary>
    /// <exception cref="NotSupportedException">The type cannot be carried, or the result is larger than 2 GB.</exception>
    public void CopyFrom(OrtValue result)
    {
        var info = result.GetTensorTypeAndShape();
        var shape = new Shape(info.Shape);
        var element = ElementTypeMap.FromRuntime(info.ElementDataType);
        if (element == ElementType.String)
        {
            Data = new TensorData(shape, [.. Enumerable.Range(0, (int)shape.Count).Select(i => (ReadOnlyMemory<byte>)result.GetStringElementAsSpan(i).ToArray())]);
            return;
        }

        var sizeBytes = element.SizeBytes(shape.Count);
        if (element == ElementType.Undefined || sizeBytes > Array.MaxLength)
        {
            throw new NotSupportedException($"A result of type {info.ElementDataType} and shape {shape} is not supported.");
        }

        Resize((int)sizeBytes);
        result.GetTensorMutableRawData().CopyTo(_buffer);
        Data = new TensorData(element, shape, _buffer);
    }

    public void Dispose()
    {
        _value?.Dispose();
        _value = null;
    }

    private void Resize(int sizeBytes)
    {
        Dispose();
        if (_buffer.Length != sizeBytes)
        {
            _buffer = GC.AllocateUninitializedArray<byte>(sizeBytes, pinned: true);
        }
    }
}
