namespace NetGen;

/// <summary>Arrays whose first axis varies fastest (Fortran's order).</summary>
internal static class ColumnMajor
{
    /// <summary>Picks elements in row-major order.</summary>
    /// <param name="values">The whole array, column-major.</param>
    /// <param name="shape">The length of each axis.</param>
    /// <param name="start">The row-major index of the first element wanted.</param>
    /// <param name="destination">Receives the elements.</param>
    public static void Gather(ReadOnlySpan<float> values, ReadOnlySpan<int> shape, long start, Span<float> destination)
    {
        if (destination.IsEmpty) return;
        Span<long> strides = stackalloc long[shape.Length];
        Span<int> index = stackalloc int[shape.Length];
        long stride = 1;
        for (var axis = 0; axis < shape.Length; stride *= shape[axis++]) strides[axis] = stride;
        long source = 0;
        for (var axis = shape.Length - 1; axis >= 0; start /= shape[axis--])
        {
            index[axis] = (int)(start % shape[axis]);
            source += index[axis] * strides[axis];
        }

        var last = shape.Length - 1;
        for (var done = 0; done < destination.Length;)
        {
            var count = Math.Min(shape[last] - index[last], destination.Length - done);
            for (var i = 0; i < count; i++) destination[done + i] = values[(int)(source + i * strides[last])];
            done += count;
            source -= index[last] * strides[last];
            index[last] = 0;
            for (var axis = last - 1; axis >= 0; axis--)
            {
                source += strides[axis];
                if (++index[axis] < shape[axis]) break;
                source -= shape[axis] * strides[axis];
                index[axis] = 0;
            }
        }
    }
}
