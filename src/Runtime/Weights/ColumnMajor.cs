namespace NetGen;

/// <summary>Arrays whose first axis varies fastest (Fortran's order).</summary>
internal static class ColumnMajor
{
    /// <summary>Puts neighbours of a column-major array where they belong in a row-major one.</summary>
    /// <param name="values">The neighbours.</param>
    /// <param name="start">The column-major index of the first of them.</param>
    /// <param name="shape">The length of each axis.</param>
    /// <param name="rowMajor">The whole array.</param>
    public static void Scatter(ReadOnlySpan<float> values, long start, ReadOnlySpan<int> shape, Span<float> rowMajor)
    {
        if (values.IsEmpty) return;
        Span<int> strides = stackalloc int[shape.Length];
        Span<int> index = stackalloc int[shape.Length];
        for (int axis = shape.Length - 1, stride = 1; axis >= 0; stride *= shape[axis--]) strides[axis] = stride;
        var target = 0;
        for (var axis = 0; axis < shape.Length; start /= shape[axis++])
        {
            index[axis] = (int)(start % shape[axis]);
            target += index[axis] * strides[axis];
        }
        while (true)
        {
            var run = Math.Min(shape[0] - index[0], values.Length);
            for (var i = 0; i < run; i++) rowMajor[target + i * strides[0]] = values[i];
            values = values[run..];
            if (values.IsEmpty) return;
            target -= index[0] * strides[0];
            index[0] = 0;
            for (var axis = 1; ; axis++)
            {
                target += strides[axis];
                if (++index[axis] < shape[axis]) break;
                target -= shape[axis] * strides[axis];
                index[axis] = 0;
            }
        }
    }
}
